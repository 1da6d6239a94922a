package org.baton.bench.steady;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.baton.bench.harness.Content;
import org.baton.bench.harness.Environment;
import org.baton.bench.harness.JavaCommand;
import org.baton.bench.harness.Peer;
import org.baton.bench.harness.Report;
import org.baton.bench.harness.SidePair;
import org.baton.bench.harness.TemporaryFolder;
import org.baton.bench.side.Role;

/**
 * One long migration of one device: what the threads of the data plane allocate, and how often the
 * JVM stops all threads, once everything is compiled.
 */
public final class SteadyState {
  private static final long BYTES = 1L << 30;

  /** The first are for the JVM's compilers; the last 10 GiB and more are watched. */
  private static final int PASSES = 24;

  private static final int WARM_UP_PASSES = 12;

  /** A chunk: what is done once in many thousands of them may still not be compiled. */
  private static final double TOLERATED_BYTES = 0.1;

  private static final List<String> MODES = List.of("shared", "dedicated");
  private static final List<String> TRANSPORTS = List.of("io_uring", "sockets");

  private final int rounds;
  private final Path folder;
  private final Content content;

  private SteadyState(int rounds, Path folder, Content content) {
    this.rounds = rounds;
    this.folder = folder;
    this.content = content;
  }

  /**
   * Runs.
   *
   * @param arguments the report's file and rounds
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) throws IOException, InterruptedException {
    Report report = new Report("steady", new Environment());
    try (TemporaryFolder folder = new TemporaryFolder();
        Content content = new Content(BYTES)) {
      boolean holds =
          new SteadyState(Integer.parseInt(arguments[1]), folder.path(), content)
              .run(report.json());
      report.write(Path.of(arguments[0]));
      if (!holds) {
        System.err.println("bench: the data plane allocates, or makes the JVM stop all threads");
        return 1;
      }
    }
    return 0;
  }

  private boolean run(JsonObject json) throws IOException {
    JsonArray all = new JsonArray();
    List<SteadySide> sides = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (String mode : MODES) {
        for (String transport : TRANSPORTS) {
          JsonObject one = new JsonObject();
          one.addProperty("threading", mode);
          one.addProperty("transport", transport);
          move(mode, transport)
              .forEach(
                  (role, side) -> {
                    one.add(role.word(), side.json());
                    sides.add(side);
                    say(mode, transport, role, side);
                  });
          all.add(one);
        }
      }
    }
    long most = sides.stream().mapToLong(SteadySide::allocatedBytes).max().orElseThrow();
    double perChunk =
        sides.stream().mapToDouble(SteadySide::allocatedBytesPerChunk).max().orElseThrow();
    long safepoints = sides.stream().mapToLong(side -> side.safepoints().size()).sum();
    json.addProperty("mostAllocatedBytes", most);
    json.addProperty("safepointCount", safepoints);
    json.add("rounds", all);
    json.addProperty("mostAllocatedBytesPerChunk", perChunk);
    return perChunk < TOLERATED_BYTES && safepoints == 0;
  }

  private Map<Role, SteadySide> move(String mode, String transport) throws IOException {
    Path figures = folder.resolve("figures");
    Peer peer =
        new Peer(
            "baton",
            JavaCommand.of("baton", Safepoints.option(folder)),
            Map.of(
                "threading", mode,
                "transport", transport,
                "passes", Integer.toString(PASSES),
                "steady", figures.toString(),
                "steady-from-pass", Integer.toString(WARM_UP_PASSES)));
    Map<Role, SteadySide> sides = new EnumMap<>(Role.class);
    try (SidePair pair = new SidePair(peer, "tcp:127.0.0.1:0", 1, content)) {
      pair.move(content, content.length());
      for (Role role : Role.values()) {
        sides.put(
            role,
            SteadySide.read(
                Path.of(figures + "-" + role.word()), Safepoints.file(folder, pair.pid(role))));
      }
    }
    return sides;
  }

  private static void say(String mode, String transport, Role role, SteadySide side) {
    System.out.printf(
        "%-9s %-8s %-11s %5.1f GiB: the data plane allocated %d bytes, the conductor %d;"
            + " safepoints: %s%n",
        mode,
        transport,
        role.word(),
        (double) side.movedBytes() / BYTES,
        side.allocatedBytes(),
        side.conductorBytes(),
        side.safepoints().isEmpty() ? "none" : side.safepoints());
  }
}
