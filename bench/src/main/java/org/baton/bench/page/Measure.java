package org.baton.bench.page;

import java.util.List;
import org.baton.bench.report.Spread;
import org.jspecify.annotations.Nullable;

/**
 * One figure of a report.
 *
 * @param path the names of the objects that it is in and its own, with dots between
 * @param value in the unit that its name ends with
 * @param spread what it was over the rounds; null where the report does not say
 * @param rounds the figure of each round; empty where the report does not say
 */
record Measure(String path, double value, @Nullable Spread spread, List<Double> rounds) {
  Measure {
    rounds = List.copyOf(rounds);
  }

  /** What is measured. */
  String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** Of whom: the path before the name. */
  String owner() {
    return Paths.parent(path);
  }

  /** The least that was measured. */
  double min() {
    return spread == null ? value : spread.min();
  }

  /** The most that was measured. */
  double max() {
    return spread == null ? value : spread.max();
  }

  /** The value, and what it spreads over. */
  String text() {
    String text = FigureName.value(name(), value);
    return spread == null
        ? text
        : "%s (%s .. %s)"
            .formatted(
                text,
                FigureName.value(name(), spread.min()),
                FigureName.value(name(), spread.max()));
  }
}
