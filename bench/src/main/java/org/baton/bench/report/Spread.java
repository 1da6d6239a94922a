package org.baton.bench.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What several rounds measured, in the unit of their figures.
 *
 * @param median half of the rounds measured no more; of an even number of rounds the mean of the
 *     middle two
 * @param min the least
 * @param max the most
 */
public record Spread(double median, double min, double max) {
  /**
   * Of some figures.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Spread of(List<Double> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /**
   * How many times as much the first figures are as the second: the ratio of the medians, and the
   * least and the most that two figures of one round give.
   *
   * @throws IllegalArgumentException if there are none, or not as many of both
   */
  public static Spread ratio(List<Double> figures, List<Double> base) {
    Spread paired = paired(figures, base);
    return new Spread(of(figures).median / of(base).median, paired.min, paired.max);
  }

  /**
   * How many times as much the first figures are as the second, round by round: the median of these
   * ratios, the least and the most.
   *
   * @throws IllegalArgumentException if there are none, or not as many of both
   */
  public static Spread paired(List<Double> figures, List<Double> base) {
    if (figures.size() != base.size()) {
      throw new IllegalArgumentException(
          "%d and %d figures are no pairs".formatted(figures.size(), base.size()));
    }
    return of(
        IntStream.range(0, base.size())
            .mapToObj(round -> figures.get(round) / base.get(round))
            .toList());
  }

  /**
   * By how much the second figures are less than the first, in percent; with the spread that {@link
   * #ratio} has.
   *
   * @throws IllegalArgumentException if there are none, or not as many of both
   */
  public static Spread reductionPercent(List<Double> from, List<Double> to) {
    Spread left = ratio(to, from);
    return new Spread(percentLess(left.median), percentLess(left.max), percentLess(left.min));
  }

  private static double percentLess(double left) {
    return (1 - left) * 100;
  }
}
