package org.baton.bench.page;

import java.util.List;

/**
 * What a line goes through.
 *
 * @param across where each point is
 * @param values how high it is
 */
record Points(List<Double> across, List<Double> values) {
  Points {
    if (across.size() != values.size()) {
      throw new IllegalArgumentException(
          "%d and %d coordinates are no points".formatted(across.size(), values.size()));
    }
    across = List.copyOf(across);
    values = List.copyOf(values);
  }

  int size() {
    return values.size();
  }
}
