package org.baton.bench.page;

/**
 * What a figure should be.
 *
 * @param path of the figure
 * @param bound how its limit is meant
 * @param limit in the figure's unit
 * @param says in words what is asked
 */
record Target(String path, Bound bound, double limit, String says) {
  /** How a limit is meant. */
  enum Bound {
    AT_LEAST("≥"),
    AT_MOST("≤"),
    ABOVE(">"),
    NEVER_ABOVE("in every round ≤");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }

    boolean holds(Measure measure, double limit) {
      return switch (this) {
        case AT_LEAST -> measure.value() >= limit;
        case AT_MOST -> measure.value() <= limit;
        case ABOVE -> measure.value() > limit;
        case NEVER_ABOVE -> measure.max() <= limit;
      };
    }
  }

  static Target atLeast(String path, double limit, String says) {
    return new Target(path, Bound.AT_LEAST, limit, says);
  }

  static Target atMost(String path, double limit, String says) {
    return new Target(path, Bound.AT_MOST, limit, says);
  }

  static Target above(String path, double limit, String says) {
    return new Target(path, Bound.ABOVE, limit, says);
  }

  static Target neverAbove(String path, double limit, String says) {
    return new Target(path, Bound.NEVER_ABOVE, limit, says);
  }

  /** The limit as it stands in a table. */
  String limitText() {
    return bound.sign + " " + FigureName.value(Paths.last(path), limit);
  }

  /** Whether it is met: by the median and not by the best round. */
  Verdict judge(Measures measures) {
    return measures
        .find(path)
        .map(
            measure ->
                new Verdict(
                    this,
                    measure,
                    bound.holds(measure, limit) ? Verdict.Outcome.MET : Verdict.Outcome.MISSED))
        .orElseGet(() -> new Verdict(this, null, Verdict.Outcome.NOT_MEASURED));
  }
}
