package org.baton.bench.page;

import org.jspecify.annotations.Nullable;

/**
 * Whether a target is met.
 *
 * @param target which
 * @param measure the figure; null if the report has none
 * @param outcome whether it is
 */
record Verdict(Target target, @Nullable Measure measure, Outcome outcome) {
  /** Whether it is. */
  enum Outcome {
    MET("✓ met"),
    MISSED("✗ missed"),
    NOT_MEASURED("– not measured");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    /** For people who see no colours, too. */
    String text() {
      return text;
    }
  }

  /** The figure as it stands in a table. */
  String figure() {
    return measure == null ? "no '" + target.path() + "' in the report" : measure.text();
  }
}
