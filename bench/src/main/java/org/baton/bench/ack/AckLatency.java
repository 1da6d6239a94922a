package org.baton.bench.ack;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.baton.bench.harness.Environment;
import org.baton.bench.harness.Load;
import org.baton.bench.harness.Report;
import org.baton.bench.harness.TemporaryFolder;

/**
 * How long a switchover-ack takes from ordering its tag, idle and beside a stream of 1 GB/s; and
 * how long two plain processes take for as many bytes there and back.
 */
public final class AckLatency {
  private static final Requests REQUESTS = new Requests(500, 5_000);
  private static final Requests QUICK = new Requests(250, 5_000);
  private static final int WARM_UPS = 2;
  private static final long LOAD_BYTES_PER_SECOND = 1_000_000_000;

  private final Requests requests;
  private final int rounds;
  private final Path programs;
  private final Path folder;

  private AckLatency(Requests requests, int rounds, Path programs, Path folder) {
    this.requests = requests;
    this.rounds = rounds;
    this.programs = programs;
    this.folder = folder;
  }

  /**
   * Runs.
   *
   * @param arguments the report's file, rounds, the folder of the peers in C, the folder for
   *     histograms, and perhaps {@code --quick}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    boolean quick = List.of(arguments).contains("--quick");
    Path histograms = Files.createDirectories(Path.of(arguments[3]));
    try (TemporaryFolder folder = new TemporaryFolder()) {
      AckLatency run =
          new AckLatency(
              quick ? QUICK : REQUESTS,
              Integer.parseInt(arguments[1]),
              Path.of(arguments[2]),
              folder.path());
      Report report = new Report("ack", new Environment());
      List<Medium> media = quick ? List.of(Medium.TCP) : List.of(Medium.values());
      run.run(media, report.json(), histograms);
      report.write(Path.of(arguments[0]));
    }
  }

  private void run(List<Medium> media, JsonObject json, Path histograms) throws IOException {
    json.addProperty("requestsPerRound", requests.count());
    json.addProperty("everyMicros", requests.everyMicros());
    json.addProperty("tagBytes", Requests.TAG_BYTES);
    json.addProperty("ackBytes", Requests.ACK_BYTES);
    json.add("definitions", AckDefinitions.json());
    JsonObject variants = new JsonObject();
    for (Medium medium : media) {
      try (BatonAcks baton = new BatonAcks(medium, requests, folder);
          PingPong raw = new PingPong(medium, requests, folder, programs);
          Load load =
              new Load(
                  programs,
                  medium.endpoint(folder, "load-" + medium.word()),
                  LOAD_BYTES_PER_SECOND)) {
        Comparison idle = new Comparison(medium.word() + "-idle", baton, raw, requests);
        Comparison loaded = new Comparison(medium.word() + "-load", baton, raw, requests);
        for (int round = -WARM_UPS; round < rounds; round++) {
          idle.round(round, RoundTrips::round);
          loaded.round(round, peer -> load.beside(requests.roundNanos(), () -> peer.round()));
        }
        for (Comparison each : List.of(idle, loaded)) {
          each.lines().forEach(System.out::println);
          each.write(histograms);
          variants.add(each.name(), each.json());
        }
        variants.getAsJsonObject(loaded.name()).add("load", load.json());
        if (medium == Medium.TCP) {
          json.add("ratios", loaded.ratios());
        }
      }
    }
    json.add("variants", variants);
  }
}
