package org.baton.bench.scale;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baton.bench.harness.Content;
import org.baton.bench.harness.Environment;
import org.baton.bench.harness.Figures;
import org.baton.bench.harness.JavaCommand;
import org.baton.bench.harness.Peer;
import org.baton.bench.harness.Report;
import org.baton.bench.harness.Series;
import org.baton.bench.harness.Turns;
import org.baton.bench.report.Spread;

/** The same bytes by more and more devices, and through more and more channels. */
public final class Scale {
  private static final long BYTES = 1L << 30;
  private static final long QUICK_BYTES = 256L << 20;
  private static final int WARM_UPS = 2;
  private static final String ENDPOINT = "tcp:127.0.0.1:0";
  private static final Size ONE = new Size(1, 1);
  private static final Size EIGHT = new Size(8, 1);
  private static final Size MANY = new Size(64, 1);

  private static final List<Size> ALL =
      List.of(
          ONE,
          new Size(4, 1),
          new Size(16, 1),
          MANY,
          new Size(1, 2),
          new Size(1, 4),
          new Size(1, 8),
          EIGHT,
          new Size(8, 2),
          new Size(8, 4),
          new Size(8, 8));

  private static final List<Size> QUICK = List.of(ONE, MANY);

  private Scale() {}

  /**
   * Runs.
   *
   * @param arguments the report's file, rounds, and perhaps {@code --quick}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    boolean quick = List.of(arguments).contains("--quick");
    Report report = new Report("scale", new Environment());
    try (Content content = new Content(quick ? QUICK_BYTES : BYTES);
        Turns turns = new Turns(content, content.length(), Scale::say)) {
      Map<Size, Series> series = new LinkedHashMap<>();
      for (Size size : quick ? QUICK : ALL) {
        series.put(size, turns.add(peer(size), ENDPOINT, size.channels()));
      }
      turns.run(WARM_UPS, Integer.parseInt(arguments[1]));
      report.json().addProperty("bytesPerRound", content.length());
      add(report.json(), series);
    }
    report.write(Path.of(arguments[0]));
  }

  private static Peer peer(Size size) {
    return new Peer(
        size.devices() + "/" + size.channels(),
        JavaCommand.of("baton"),
        Map.of("devices", Integer.toString(size.devices())));
  }

  private static void add(JsonObject json, Map<Size, Series> all) {
    Series one = of(all, ONE);
    Spread ratio = timePerByte(of(all, MANY), one);
    Figures.add(json, "timePerByteRatio64", ratio);
    Figures.add(json, "cpuPerByteRatio64", of(all, MANY).cpuTo(one));
    System.out.printf(
        "%n%-12s %-26s %-26s %-22s %s%n",
        "dev/chan", "GB/s", "CPU-s/GB", "time per byte to 1/1", "CPU per byte to 1/1");
    JsonObject results = new JsonObject();
    all.forEach(
        (size, series) -> {
          JsonObject result = series.json();
          result.addProperty("devices", size.devices());
          result.addProperty("channels", size.channels());
          Figures.add(result, "timePerByteRatio", timePerByte(series, one));
          Figures.add(result, "cpuPerByteRatio", series.cpuTo(one));
          results.add(size.name(), result);
          System.out.printf(
              "%-12s %-26s %-26s %-22s %s%n",
              series.peer().name(),
              Figures.text(series.throughput()),
              Figures.text(series.cpu()),
              Figures.text(timePerByte(series, one)),
              Figures.text(series.cpuTo(one)));
        });
    json.add("results", results);
    System.out.printf("%ntime per byte, 64 devices to one: %s%n", Figures.text(ratio));
  }

  /** All move as many bytes, so how many times as long is the other way round of how fast. */
  private static Spread timePerByte(Series series, Series base) {
    return base.throughputTo(series);
  }

  private static Series of(Map<Size, Series> all, Size size) {
    Series series = all.get(size);
    if (series == null) {
      throw new IllegalStateException(size.name() + " is not among " + all.keySet());
    }
    return series;
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
