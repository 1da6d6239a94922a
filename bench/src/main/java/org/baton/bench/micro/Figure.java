package org.baton.bench.micro;

import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What JMH measured of one benchmark.
 *
 * @param name class and method without the package, and parameters if there are any
 * @param score the mean of all iterations
 * @param error half of JMH's confidence interval of 99.9 %; not a number if there was one iteration
 * @param best the least of all iterations
 * @param unit of these three
 * @param allocatedBytes per operation, by all threads of the process; the median of all iterations,
 *     because what is set up, compiled and torn down beside a benchmark allocates in a few of them
 * @param operations in an iteration
 */
record Figure(
    String name,
    double score,
    double error,
    double best,
    String unit,
    double allocatedBytes,
    double operations) {
  /** An object has 8 bytes at least and mostly 16, so one in 16 operations is too many. */
  private static final double ALLOCATES_BYTES = 0.5;

  /** JMH itself allocates about 6,000 bytes in each iteration, however many operations it has. */
  private static final double HARNESS_BYTES = 16_384;

  private static final String ALLOCATION = "gc.alloc.rate.norm";
  private static final double SHOWN_IN_FULL = 0.01;
  private static final String COLUMNS = "s %12s %12s %12s %-6s %8s";

  /**
   * Takes the figures of a result.
   *
   * @throws IllegalArgumentException if it was not measured with the profiler {@code gc}
   */
  static Figure of(RunResult result) {
    BenchmarkParams params = result.getParams();
    Result<?> primary = result.getPrimaryResult();
    Result<?> allocation = result.getSecondaryResults().get(ALLOCATION);
    if (allocation == null) {
      throw new IllegalArgumentException(params.getBenchmark() + " was run without -prof gc");
    }
    Statistics allocated = allocation.getStatistics();
    long operations =
        result.getBenchmarkResults().stream()
            .mapToLong(fork -> fork.getMetadata().getMeasurementOps())
            .sum();
    return new Figure(
        name(params),
        primary.getScore(),
        primary.getScoreError(),
        primary.getStatistics().getMin(),
        primary.getScoreUnit(),
        allocated.getPercentile(50),
        (double) operations / allocated.getN());
  }

  /** Whether operations leave garbage. */
  boolean allocates() {
    return allocatedBytes >= ALLOCATES_BYTES + HARNESS_BYTES / operations;
  }

  /** A row for people. */
  String row(int nameWidth) {
    return String.format(
        Locale.ROOT,
        "%-" + nameWidth + COLUMNS,
        name,
        decimal("%.1f", score),
        decimal("%.1f", error),
        decimal("%.1f", best),
        unit,
        decimal(allocatedBytes < SHOWN_IN_FULL ? "%.0e" : "%.2f", allocatedBytes));
  }

  /** The names of the columns of {@link #row}. */
  static String header(int nameWidth) {
    return String.format(
        Locale.ROOT,
        "%-" + nameWidth + COLUMNS,
        "benchmark",
        "mean",
        "error",
        "best",
        "unit",
        "B/op");
  }

  private static String decimal(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  private static String name(BenchmarkParams params) {
    String full = params.getBenchmark();
    StringBuilder name = new StringBuilder();
    name.append(full, full.lastIndexOf('.', full.lastIndexOf('.') - 1) + 1, full.length());
    for (Object key : params.getParamsKeys()) {
      name.append(' ').append(key).append('=').append(params.getParam(key.toString()));
    }
    return name.toString();
  }
}
