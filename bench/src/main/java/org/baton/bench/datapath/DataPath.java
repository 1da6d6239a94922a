package org.baton.bench.datapath;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.baton.bench.harness.BatonLogs;
import org.baton.bench.harness.Content;
import org.baton.bench.harness.Environment;
import org.baton.bench.harness.Figures;
import org.baton.bench.harness.Peer;
import org.baton.bench.harness.Report;
import org.baton.bench.harness.Series;
import org.baton.bench.harness.StageRounds;
import org.baton.bench.harness.TemporaryFolder;
import org.baton.bench.harness.Turns;
import org.baton.bench.report.Spread;

/**
 * Moves device bytes from one process's file in memory to another's: Baton, and others that do the
 * same with the same checksums.
 */
public final class DataPath {
  private static final long BYTES = 4L << 30;
  private static final long QUICK_BYTES = 1L << 30;

  /**
   * A JVM compiles what is done for each chunk once it has been done about ten thousand times, and
   * takes its time for it: so much is moved before rounds count, by all peers.
   */
  private static final long WARM_UP_BYTES = 12L << 30;

  private static final String BATON = "baton";

  /** The first is the one whose figures stand on top of a report. */
  private static final List<Configuration> ALL =
      List.of(
          new Configuration(false, 1),
          new Configuration(false, 4),
          new Configuration(true, 1),
          new Configuration(true, 4));

  private final Path programs;
  private final int rounds;
  private final Path sockets;
  private final Path histograms;

  private DataPath(Path programs, int rounds, Path sockets, Path histograms) {
    this.programs = programs;
    this.rounds = rounds;
    this.sockets = sockets;
    this.histograms = histograms;
  }

  /**
   * Runs.
   *
   * @param arguments the report's file, rounds, the folder of the peers in C, the folder for
   *     histograms, and perhaps {@code --quick}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path file = Path.of(arguments[0]);
    boolean quick = List.of(arguments).contains("--quick");
    try (TemporaryFolder sockets = new TemporaryFolder()) {
      DataPath run =
          new DataPath(
              Path.of(arguments[2]),
              Integer.parseInt(arguments[1]),
              sockets.path(),
              Files.createDirectories(Path.of(arguments[3])));
      Report report = new Report("datapath", new Environment());
      if (quick) {
        run.quick(report);
      } else {
        run.whole(report);
      }
      report.write(file);
    }
  }

  private void quick(Report report) throws IOException {
    try (Content content = new Content(QUICK_BYTES)) {
      Configuration configuration = ALL.getFirst();
      add(
          report.json(),
          run(
              content,
              configuration,
              baton -> List.of(baton, Peers.pump(configuration, programs))));
      report.json().addProperty("bytesPerRound", QUICK_BYTES);
    }
  }

  private void whole(Report report) throws IOException {
    JsonObject configurations = new JsonObject();
    try (Content content = new Content(BYTES)) {
      for (Configuration configuration : ALL) {
        Map<String, Series> series =
            run(content, configuration, baton -> Peers.all(configuration, programs, baton));
        JsonObject json = new JsonObject();
        add(json, series);
        configurations.add(configuration.name(), json);
        if (configuration.equals(ALL.getFirst())) {
          add(report.json(), series);
        }
      }
    }
    report.json().addProperty("bytesPerRound", BYTES);
    report.json().add("configurations", configurations);
  }

  private Map<String, Series> run(
      Content content, Configuration configuration, Function<Peer, List<Peer>> peers)
      throws IOException {
    System.out.printf("%n%s%n", configuration.name());
    Map<String, Series> series = new LinkedHashMap<>();
    StageRounds stages = new StageRounds();
    try (BatonLogs logs = new BatonLogs(sockets.resolve(configuration.name() + "-logs"));
        Turns turns =
            new Turns(
                content,
                content.length(),
                DataPath::say,
                (peer, beginMillis) -> {
                  if (peer.name().equals(BATON)) {
                    stages.add(logs.read(), beginMillis);
                  }
                })) {
      for (Peer peer : peers.apply(logs.of(Peers.baton()))) {
        series.put(
            peer.name(),
            turns.add(
                peer, configuration.endpoint(sockets, peer.name()), configuration.channels()));
      }
      turns.run((int) (WARM_UP_BYTES / content.length()), rounds);
    }
    lines(series).forEach(DataPath::say);
    stages.write(histograms, configuration.name(), "bench/run datapath");
    return series;
  }

  private static void add(JsonObject json, Map<String, Series> series) {
    JsonObject results = new JsonObject();
    JsonObject ratios = new JsonObject();
    series.forEach(
        (name, of) -> {
          results.add(name, of.json());
          if (!name.equals(BATON)) {
            ratios.add(name, ofBaton(series).ratios(of));
          }
        });
    json.add("results", results);
    json.add("ratios", ratios);
  }

  /** A table. */
  private static List<String> lines(Map<String, Series> series) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%-12s %-26s %-26s %-22s %s"
            .formatted("", "GB/s", "CPU-s/GB", "Baton's GB/s to it", "Baton's CPU to it"));
    series.forEach(
        (name, of) ->
            lines.add(
                "%-12s %-26s %-26s %-22s %s"
                    .formatted(
                        name,
                        text(of.throughput()),
                        text(of.cpu()),
                        text(ofBaton(series).throughputTo(of)),
                        text(ofBaton(series).cpuTo(of)))));
    return lines;
  }

  private static Series ofBaton(Map<String, Series> series) {
    Series baton = series.get(BATON);
    if (baton == null) {
      throw new IllegalStateException("Baton is not among " + series.keySet());
    }
    return baton;
  }

  private static String text(Spread spread) {
    return "%s (%s .. %s)"
        .formatted(
            Figures.rounded(spread.median()),
            Figures.rounded(spread.min()),
            Figures.rounded(spread.max()));
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
