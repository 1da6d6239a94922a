package org.baton.bench.report;

import org.HdrHistogram.Histogram;

/**
 * What some times were, in microseconds.
 *
 * @param count how many
 * @param p50 half of them took no longer
 * @param p99 99 of 100
 * @param p999 999 of 1000
 * @param max all
 */
public record Percentiles(long count, double p50, double p99, double p999, double max) {
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double MEDIAN = 50;
  private static final double NEARLY_ALL = 99;
  private static final double ALMOST_ALL = 99.9;

  /**
   * Of some times in nanoseconds.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Percentiles of(Histogram nanos) {
    if (nanos.getTotalCount() == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    return new Percentiles(
        nanos.getTotalCount(),
        nanos.getValueAtPercentile(MEDIAN) / NANOS_PER_MICRO,
        nanos.getValueAtPercentile(NEARLY_ALL) / NANOS_PER_MICRO,
        nanos.getValueAtPercentile(ALMOST_ALL) / NANOS_PER_MICRO,
        nanos.getMaxValue() / NANOS_PER_MICRO);
  }

  /**
   * Of the times that there would have been if requests had come every so often: one that took
   * longer has kept others from being asked, and stands for them.
   *
   * @param everyNanos from one request to the next
   */
  public static Percentiles corrected(Histogram nanos, long everyNanos) {
    return of(nanos.copyCorrectedForCoordinatedOmission(everyNanos));
  }
}
