package org.baton.bench.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import org.baton.bench.report.Spread;
import org.junit.jupiter.api.Test;

class MeasuresTest {
  @Test
  void findsASpreadBesideItsFigure() {
    Measures measures = Reports.measures("{'a': {'x': 2, 'xSpread': {'min': 1, 'max': 4}}}");

    assertThat(measures.all()).hasSize(1);
    Measure measure = measures.all().getFirst();
    assertThat(measure.path()).isEqualTo("a.x");
    assertThat(measure.min()).isEqualTo(1);
    assertThat(measure.max()).isEqualTo(4);
    assertThat(measure.text()).isEqualTo("2 (1 .. 4)");
  }

  @Test
  void findsASpreadInTheObjectOfSpreads() {
    Measures measures =
        Reports.measures("{'x': 2, 'spread': {'x': {'median': 2, 'min': 1, 'max': 4}}}");

    assertThat(measures.all()).hasSize(1);
    assertThat(measures.all().getFirst().spread()).isEqualTo(new Spread(2, 1, 4));
  }

  @Test
  void takesAMedianWithItsRangeForAFigure() {
    Measures measures = Reports.measures("{'stages': {'load': {'median': 3, 'min': 2, 'max': 5}}}");

    assertThat(measures.all())
        .extracting(Measure::path, Measure::value)
        .containsExactly(tuple("stages.load", 3.0));
  }

  @Test
  void aFigureMayHaveNoSpread() {
    Measure measure = Reports.measures("{'x': 2}").all().getFirst();

    assertThat(measure.spread()).isNull();
    assertThat(measure.text()).isEqualTo("2");
    assertThat(measure.max()).isEqualTo(2);
  }

  @Test
  void aSpreadOfNothingIsNoFigure() {
    assertThat(Reports.measures("{'ySpread': {'min': 'a', 'max': 4}}").all())
        .extracting(Measure::path)
        .containsExactly("ySpread.max");
  }

  @Test
  void collectsTheRounds() {
    Measures measures = Reports.measures("{'x': 2, 'rounds': [{'x': 1}, {'x': 2}, {'y': 3}]}");

    assertThat(measures.all()).hasSize(1);
    assertThat(measures.all().getFirst().rounds()).containsExactly(1.0, 2.0);
  }

  @Test
  void whatIsSetIsNotMeasured() {
    assertThat(
            Reports.measures("{'environment': {'cpus': 2}, 'settings': {'busy': {'x': 1}}}").all())
        .isEmpty();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(Reports.measures("{'x': {'y': 2}}").find("x")).isEmpty();
    assertThat(Reports.measures("{'x': {'y': 2}}").find("x.y")).isPresent();
  }
}
