package org.baton.lab;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What of a round is compared.
 *
 * @param field its name in the report
 * @param of what gives it
 */
record Figure(String field, ToDoubleFunction<ExperimentRound> of) {
  static final List<Figure> ALL =
      List.of(
          new Figure("downtimeMillis", ExperimentRound::downtimeMillis),
          new Figure("pausedMillis", ExperimentRound::pausedMillis),
          new Figure("busyDeviceDowntimeMillis", ExperimentRound::busyDeviceDowntimeMillis),
          new Figure("totalMillis", ExperimentRound::totalMillis));
}
