package org.baton.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  private static final double EXACT = 1e-9;

  @Test
  void anOddNumberOfRoundsHasAMiddle() {
    assertThat(Spread.of(List.of(9.0, 1.0, 4.0))).isEqualTo(new Spread(4, 1, 9));
  }

  @Test
  void anEvenNumberOfRoundsHasTwo() {
    assertThat(Spread.of(List.of(9.0, 1.0, 4.0, 5.0))).isEqualTo(new Spread(4.5, 1, 9));
  }

  @Test
  void oneRoundIsItsOwnSpread() {
    assertThat(Spread.of(List.of(7.5))).isEqualTo(new Spread(7.5, 7.5, 7.5));
  }

  @Test
  void noRoundsAreRefused() {
    assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ratioIsOfTheMediansAndItsSpreadOfTheRounds() {
    Spread ratio = Spread.ratio(List.of(10.0, 30.0, 90.0), List.of(10.0, 10.0, 15.0));
    assertThat(ratio).isEqualTo(new Spread(3, 1, 6));
  }

  @Test
  void roundsWithoutAPartnerAreRefused() {
    assertThatThrownBy(() -> Spread.ratio(List.of(1.0, 2.0), List.of(1.0)))
        .hasMessageContaining("2 and 1");
  }

  /** The figures of the cover letter that REINIT came with. */
  @Test
  void reductionOfTheCoverLetter() {
    assertThat(Spread.reductionPercent(List.of(2352.0), List.of(1335.0)).median())
        .isCloseTo(43.24, within(0.01));
    assertThat(Spread.reductionPercent(List.of(1600.0), List.of(520.0)).median())
        .isCloseTo(67.5, within(EXACT));
  }

  @Test
  void theLeastReductionIsTheLeast() {
    Spread reduction =
        Spread.reductionPercent(List.of(100.0, 100.0, 100.0), List.of(90.0, 50.0, 110.0));
    assertThat(reduction.median()).isCloseTo(10, within(EXACT));
    assertThat(reduction.min()).isCloseTo(-10, within(EXACT));
    assertThat(reduction.max()).isCloseTo(50, within(EXACT));
  }
}
