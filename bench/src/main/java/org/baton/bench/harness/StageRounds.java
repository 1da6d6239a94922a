package org.baton.bench.harness;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.HistogramLogWriter;

/** The times of each round of one who was measured. */
public final class StageRounds {
  private final List<Timed> rounds = new ArrayList<>();
  private final StageTimes together = new StageTimes();

  private record Timed(StageTimes times, long beginMillis, long endMillis) {}

  /** Creates an empty collection. */
  public StageRounds() {}

  /**
   * Adds a round that has just ended.
   *
   * @param beginMillis when it began, since 1970
   */
  public void add(StageTimes times, long beginMillis) {
    rounds.add(new Timed(times, beginMillis, System.currentTimeMillis()));
    together.add(times);
  }

  /** Each round's. */
  public List<StageTimes> each() {
    return rounds.stream().map(Timed::times).toList();
  }

  /** Those of all rounds. */
  public StageTimes together() {
    return together;
  }

  /**
   * Writes all rounds' times to {@code NAME.hlog}, an interval for each round and tag, and the
   * percentiles of all together to {@code NAME-TAG.hgrm}.
   *
   * @param origin the command that measured them
   * @throws IOException if that fails
   */
  public void write(Path folder, String name, String origin) throws IOException {
    together.writePercentiles(folder, name);
    try (PrintStream stream =
        new PrintStream(
            Files.newOutputStream(folder.resolve(name + ".hlog")), false, StandardCharsets.UTF_8)) {
      HistogramLogWriter log = new HistogramLogWriter(stream);
      log.outputComment("nanoseconds, by stage; one interval for each round: " + origin);
      log.outputLogFormatVersion();
      log.outputLegend();
      for (Timed round : rounds) {
        round.times.write(log, round.beginMillis, round.endMillis);
      }
    }
  }
}
