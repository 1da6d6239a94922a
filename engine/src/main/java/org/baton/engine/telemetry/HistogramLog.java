package org.baton.engine.telemetry;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Writes stage times to a file that HdrHistogram's tools read ({@code .hlog}): one line per
 * interval and stage, tagged with the stage, in nanoseconds. Owned by one thread.
 */
public final class HistogramLog implements AutoCloseable {
  private final HistogramLogWriter writer;
  private final PrintStream stream;

  private HistogramLog(PrintStream stream) {
    this.stream = stream;
    this.writer = new HistogramLogWriter(stream);
  }

  /**
   * Creates the file {@code SIDE.hlog} in a directory, and the directory if need be.
   *
   * @param directory where
   * @param side {@code source} or {@code destination}
   * @throws IOException if it cannot be written
   */
  public static HistogramLog create(Path directory, String side) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(side + ".hlog");
    HistogramLog log =
        new HistogramLog(
            new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8));
    long now = System.currentTimeMillis();
    log.writer.outputComment("Baton, " + side + ": nanoseconds per chunk and stage, and per ack");
    log.writer.outputLogFormatVersion();
    log.writer.outputStartTime(now);
    log.writer.setBaseTime(now);
    log.writer.outputLegend();
    return log;
  }

  /** Writes what was recorded since the last call; recorders of one stage together. */
  public void write(Collection<StageRecorder> recorders) {
    Map<Stage, Histogram> stages = new EnumMap<>(Stage.class);
    for (StageRecorder recorder : recorders) {
      Histogram interval = recorder.takeInterval();
      interval.setTag(recorder.stage().tag());
      Histogram sum = stages.putIfAbsent(recorder.stage(), interval);
      if (sum != null) {
        sum.add(interval);
      }
    }
    for (Histogram interval : stages.values()) {
      if (interval.getTotalCount() > 0) {
        writer.outputIntervalHistogram(interval);
      }
    }
  }

  /** Closes the file. Only then {@link #isComplete} says how it went. */
  @Override
  public void close() {
    stream.close();
  }

  /** Whether all of it could be written; after {@link #close}. */
  public boolean isComplete() {
    return !stream.checkError();
  }
}
