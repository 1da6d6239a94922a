package org.baton.bench.small;

import java.util.List;
import java.util.stream.IntStream;
import org.baton.bench.report.Spread;

/** What each further device costs. */
final class PerDevice {
  private PerDevice() {}

  /**
   * Round by round.
   *
   * @param many figures with further devices
   * @param one figures without
   * @param further how many
   * @throws IllegalArgumentException if there are none, or not as many of both
   */
  static Spread of(List<Double> many, List<Double> one, int further) {
    if (many.size() != one.size()) {
      throw new IllegalArgumentException(
          "%d and %d figures are no pairs".formatted(many.size(), one.size()));
    }
    return Spread.of(
        IntStream.range(0, one.size())
            .mapToObj(round -> (many.get(round) - one.get(round)) / further)
            .toList());
  }
}
