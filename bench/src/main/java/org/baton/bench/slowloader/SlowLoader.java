package org.baton.bench.slowloader;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.baton.bench.harness.Content;
import org.baton.bench.harness.Environment;
import org.baton.bench.harness.Figures;
import org.baton.bench.harness.Report;
import org.baton.bench.harness.Round;
import org.baton.bench.harness.TemporaryFolder;
import org.baton.bench.report.Spread;
import org.baton.bench.side.Role;

/**
 * Three devices that are loaded as fast as they come, without and with a fourth that takes ten
 * times as long as the wire: what of memory that needs, and what it costs the three.
 */
public final class SlowLoader {
  private static final long DEVICE_BYTES = 256L << 20;
  private static final long QUICK_DEVICE_BYTES = 64L << 20;
  private static final int WARM_UPS = 2;
  private static final int SLOWER = 10;

  private final Content content;
  private final long deviceBytes;
  private final Path folder;
  private final List<Alone> alone = new ArrayList<>();
  private final List<BesideSlow> beside = new ArrayList<>();

  private SlowLoader(Content content, long deviceBytes, Path folder) {
    this.content = content;
    this.deviceBytes = deviceBytes;
    this.folder = folder;
  }

  /**
   * Runs.
   *
   * @param arguments the report's file, rounds, and perhaps {@code --quick}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    long deviceBytes = List.of(arguments).contains("--quick") ? QUICK_DEVICE_BYTES : DEVICE_BYTES;
    try (TemporaryFolder folder = new TemporaryFolder();
        Content content = new Content(deviceBytes * (Devices.FAST + 1))) {
      Report report = new Report("slow-loader", new Environment());
      new SlowLoader(content, deviceBytes, folder.path())
          .run(Integer.parseInt(arguments[1]), report.json());
      report.write(Path.of(arguments[0]));
    }
  }

  private void run(int rounds, JsonObject json) throws IOException {
    try (Devices fast = new Devices(content, folder, deviceBytes)) {
      for (int round = 0; round < WARM_UPS; round++) {
        say("warm-up   without: %s GB/s", fast.move().gigabytesPerSecond());
      }
      double wire = fast.move().gigabytesPerSecond();
      say("one round without a slow device: %s GB/s", wire);
      int slow = (int) (wire * 1e9 / SLOWER);
      try (Devices all = new Devices(content, folder, deviceBytes, slow)) {
        all.move();
        for (int round = 0; round < rounds; round++) {
          // By turns, each first in every other round.
          if (round % 2 == 0) {
            alone(fast);
          }
          beside(all);
          if (round % 2 != 0) {
            alone(fast);
          }
        }
      }
      json.addProperty("wireGigabytesPerSecond", Figures.rounded(wire));
      json.addProperty("slowGigabytesPerSecond", Figures.rounded(slow / 1e9));
    }
    add(json);
  }

  private void alone(Devices devices) throws IOException {
    Round round = devices.move();
    alone.add(new Alone(devices.fastMillis(), round));
    say("round %s   without: the fast ones took %s ms", alone.size(), devices.fastMillis());
  }

  private void beside(Devices devices) throws IOException {
    BesideSlow round = devices.watched();
    beside.add(round);
    say(
        "round %s   beside:  the fast ones took %s ms, the slow one %s ms; memory over slab %s MiB"
            + " (source), %s MiB (destination)",
        beside.size(),
        round.fastMillis(),
        round.slowMillis(),
        round.source().overSlabMebibytes(),
        round.destination().overSlabMebibytes());
  }

  private void add(JsonObject json) {
    JsonObject memory = new JsonObject();
    boolean within = true;
    for (Role role : Role.values()) {
      List<Growth> growths = beside.stream().map(round -> round.of(role)).toList();
      memory.add(role.word(), Growth.json(growths));
      within &= growths.stream().allMatch(Growth::isWithinBound);
    }
    memory.addProperty("boundBytesOverSlab", Growth.BOUND_BYTES);
    memory.addProperty("withinBound", within);
    json.add("memory", memory);

    JsonObject fast = new JsonObject();
    List<Double> with = beside.stream().map(BesideSlow::fastMillis).toList();
    List<Double> without = alone.stream().map(Alone::fastMillis).toList();
    Figures.add(fast, "besideSlowMillis", Spread.of(with));
    Figures.add(fast, "withoutSlowMillis", Spread.of(without));
    Figures.add(fast, "ratio", Spread.paired(with, without));
    json.add("fastDevices", fast);
    JsonObject slow = new JsonObject();
    Figures.add(slow, "millis", Spread.of(beside.stream().map(BesideSlow::slowMillis).toList()));
    json.add("slowDevice", slow);
    json.addProperty("devices", Devices.FAST + 1);
    json.addProperty("bytesPerDevice", deviceBytes);
    json.add("definitions", definitions());
    JsonArray rounds = new JsonArray();
    for (int i = 0; i < beside.size(); i++) {
      JsonObject round = new JsonObject();
      round.add("without", alone.get(i).json());
      round.add("beside", beside.get(i).json());
      rounds.add(round);
    }
    json.add("rounds", rounds);

    System.out.printf(
        "%nfast devices, ms: %s beside the slow one, %s without it, ratio %s%n",
        Figures.text(Spread.of(with)),
        Figures.text(Spread.of(without)),
        Figures.text(Spread.paired(with, without)));
    for (Role role : Role.values()) {
      System.out.printf(
          "memory of the %s over slab, MiB: %s%n",
          role.word(),
          Figures.text(
              Spread.of(
                  beside.stream().map(round -> round.of(role).overSlabMebibytes()).toList())));
    }
    System.out.printf("within slab + 64 MiB: %s%n", within);
  }

  private static JsonObject definitions() {
    JsonObject json = new JsonObject();
    json.addProperty(
        "fastDevices",
        "from the pause of the guest until the last of them is loaded and validated at the"
            + " destination, on the source's clock");
    json.addProperty(
        "memory",
        "VmRSS of /proc/PID/status, before a round and the most during it, 50 looks a second; the"
            + " process has moved the same before, so its code is compiled. The devices' files are"
            + " not mapped, so they are not in it");
    json.addProperty("slab", "slots of all devices, as many as this Baton makes by its defaults");
    return json;
  }

  private static void say(String format, Object... figures) {
    Object[] rounded = new Object[figures.length];
    for (int i = 0; i < figures.length; i++) {
      rounded[i] = figures[i] instanceof Double figure ? Figures.rounded(figure) : figures[i];
    }
    System.out.println(format.formatted(rounded));
  }
}
