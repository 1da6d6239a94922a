package org.baton.bench.page;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a figure should be.
 *
 * @param path of the figure
 * @param bound how its limit is meant
 * @param limit in the figure's unit; not used if there is another figure
 * @param than path of the figure that is the limit; null if the limit is a number
 * @param says in words what is asked
 */
record Target(String path, Bound bound, double limit, @Nullable String than, String says) {
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
    return new Target(path, Bound.AT_LEAST, limit, null, says);
  }

  static Target atMost(String path, double limit, String says) {
    return new Target(path, Bound.AT_MOST, limit, null, says);
  }

  /** Both figures are of the same report; their medians are compared. */
  static Target noMoreThan(String path, String than, String says) {
    return new Target(path, Bound.AT_MOST, 0, than, says);
  }

  static Target above(String path, double limit, String says) {
    return new Target(path, Bound.ABOVE, limit, null, says);
  }

  static Target neverAbove(String path, double limit, String says) {
    return new Target(path, Bound.NEVER_ABOVE, limit, null, says);
  }

  /** The limit as it stands in a table. */
  String limitText() {
    return bound.sign + " " + (than == null ? FigureName.value(Paths.last(path), limit) : than);
  }

  /** Whether it is met: by the median and not by the best round. */
  Verdict judge(Measures measures) {
    @Nullable Measure measure = measures.find(path).orElse(null);
    OptionalDouble most = limit(measures);
    if (measure == null || most.isEmpty()) {
      return new Verdict(this, measure, Verdict.Outcome.NOT_MEASURED);
    }
    boolean holds = bound.holds(measure, most.getAsDouble());
    return new Verdict(this, measure, holds ? Verdict.Outcome.MET : Verdict.Outcome.MISSED);
  }

  private OptionalDouble limit(Measures measures) {
    return than == null
        ? OptionalDouble.of(limit)
        : measures.find(than).stream().mapToDouble(Measure::value).findFirst();
  }
}
