package org.baton.bench.harness;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/** How long things took, in nanoseconds, by the tag that they have in histogram logs. */
public final class StageTimes {
  private static final long HIGHEST_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final int DIGITS = 3;
  private static final double NANOS_PER_MICRO = 1e3;

  private final Map<String, Histogram> histograms = new TreeMap<>();

  /** Creates an empty collection. */
  public StageTimes() {}

  /** Adds one time. */
  public void record(String tag, long nanos) {
    histogram(tag).recordValue(Math.clamp(nanos, 1, HIGHEST_NANOS));
  }

  /** Adds all times of another. */
  public void add(StageTimes other) {
    other.histograms.forEach((tag, times) -> histogram(tag).add(times));
  }

  /**
   * Adds all times of a {@code .hlog} whose lines have tags.
   *
   * @throws IOException if there is no such file
   */
  public void read(Path log) throws IOException {
    try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
      while (reader.hasNext()) {
        EncodableHistogram interval = reader.nextIntervalHistogram();
        if (interval instanceof Histogram times && times.getTag() != null) {
          histogram(times.getTag()).add(times);
        }
      }
    }
  }

  /** What there are times of. */
  public Set<String> tags() {
    return histograms.keySet();
  }

  /**
   * The times of one tag.
   *
   * @throws IllegalArgumentException if there are none
   */
  public Histogram times(String tag) {
    Histogram times = histograms.get(tag);
    if (times == null) {
      throw new IllegalArgumentException("no times of " + tag + ", only of " + tags());
    }
    return times;
  }

  /**
   * Writes one interval for each tag to a {@code .hlog}.
   *
   * @param log what they are added to
   * @param beginMillis when they began, since 1970
   * @param endMillis when they ended
   */
  public void write(HistogramLogWriter log, long beginMillis, long endMillis) {
    histograms.forEach(
        (tag, times) -> {
          times.setTag(tag);
          times.setStartTimeStamp(beginMillis);
          times.setEndTimeStamp(endMillis);
          log.outputIntervalHistogram(times);
        });
  }

  /**
   * Writes each tag's percentiles, in microseconds, to {@code NAME-TAG.hgrm}.
   *
   * @throws IOException if that fails
   */
  public void writePercentiles(Path folder, String name) throws IOException {
    for (Map.Entry<String, Histogram> entry : histograms.entrySet()) {
      Path file = folder.resolve(name + "-" + entry.getKey() + ".hgrm");
      try (PrintStream stream =
          new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
        entry.getValue().outputPercentileDistribution(stream, NANOS_PER_MICRO);
      }
    }
  }

  private Histogram histogram(String tag) {
    return histograms.computeIfAbsent(tag, any -> new Histogram(1, HIGHEST_NANOS, DIGITS));
  }
}
