package org.baton.bench.small;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.baton.bench.harness.Content;
import org.baton.bench.harness.Environment;
import org.baton.bench.harness.Figures;
import org.baton.bench.harness.Report;
import org.baton.bench.harness.TemporaryFolder;
import org.baton.bench.report.Spread;

/** Many small devices beside one with as many bytes. */
public final class SmallDevices {
  private static final int MANY = 64;
  private static final long DEVICE_BYTES = 1L << 20;
  private static final int WARM_UPS = 3;

  private SmallDevices() {}

  /**
   * Runs.
   *
   * @param arguments the report's file, rounds, and perhaps {@code --quick}, which changes nothing:
   *     a round takes less than a second
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = Integer.parseInt(arguments[1]);
    Report report = new Report("small", new Environment());
    List<WholeMigration> many = new ArrayList<>();
    List<WholeMigration> one = new ArrayList<>();
    try (TemporaryFolder folder = new TemporaryFolder();
        Content content = new Content(MANY * DEVICE_BYTES);
        Migrations ofMany = new Migrations(content, folder.path(), MANY);
        Migrations ofOne = new Migrations(content, folder.path(), 1)) {
      for (int round = -WARM_UPS; round < rounds; round++) {
        boolean counts = round >= 0;
        if (round % 2 == 0) {
          run(ofMany, many, counts);
        }
        run(ofOne, one, counts);
        if (round % 2 != 0) {
          run(ofMany, many, counts);
        }
      }
    }
    JsonObject json = report.json();
    json.addProperty("bytesPerRound", MANY * DEVICE_BYTES);
    json.addProperty("devices", MANY);
    System.out.printf(
        "%n%-12s %-26s %-26s %s%n", "", MANY + " devices", "one", "each further device");
    add(json, "totalMillis", many, one, WholeMigration::totalMillis);
    add(json, "downtimeMillis", many, one, WholeMigration::downtimeMillis);
    add(json, "cpuMillis", many, one, WholeMigration::cpuMillis);
    json.add("many", rounds(many));
    json.add("one", rounds(one));
    json.add("definitions", definitions());
    report.write(Path.of(arguments[0]));
  }

  private static void run(Migrations migrations, List<WholeMigration> all, boolean counts)
      throws IOException {
    WholeMigration migration = migrations.run();
    if (counts) {
      all.add(migration);
    }
    System.out.println(
        "%-9s %2d devices: %s ms, downtime %s ms, CPU %s ms"
            .formatted(
                counts ? "round " + all.size() : "warm-up",
                migrations.devices(),
                Figures.rounded(migration.totalMillis()),
                Figures.rounded(migration.downtimeMillis()),
                Figures.rounded(migration.cpuMillis())));
  }

  private static void add(
      JsonObject json,
      String name,
      List<WholeMigration> many,
      List<WholeMigration> one,
      ToDoubleFunction<WholeMigration> figure) {
    Spread ofMany = Spread.of(figures(many, figure));
    Spread ofOne = Spread.of(figures(one, figure));
    Spread perDevice = PerDevice.of(figures(many, figure), figures(one, figure), MANY - 1);
    JsonObject object = new JsonObject();
    Figures.add(object, "many", ofMany);
    Figures.add(object, "one", ofOne);
    Figures.add(object, "perFurtherDevice", perDevice);
    json.add(name, object);
    System.out.printf(
        "%-12s %-26s %-26s %s%n",
        name.replace("Millis", ", ms"),
        Figures.text(ofMany),
        Figures.text(ofOne),
        Figures.text(perDevice));
  }

  private static List<Double> figures(
      List<WholeMigration> migrations, ToDoubleFunction<WholeMigration> figure) {
    return migrations.stream().map(each -> figure.applyAsDouble(each)).toList();
  }

  private static JsonArray rounds(List<WholeMigration> migrations) {
    JsonArray rounds = new JsonArray();
    migrations.forEach(each -> rounds.add(each.json()));
    return rounds;
  }

  private static JsonObject definitions() {
    JsonObject json = new JsonObject();
    json.addProperty(
        "totalMillis",
        "from the source's start until it has ended: connecting, slots, threads, moving, handover");
    json.addProperty("downtimeMillis", "as Baton reports it: decision until RUNNING came");
    json.addProperty(
        "cpuMillis", "both processes, from the first STOP_COPY until all is known to be loaded");
    json.addProperty(
        "perFurtherDevice",
        "round by round, what many take more than one with the same bytes, by the number of further"
            + " devices");
    return json;
  }
}
