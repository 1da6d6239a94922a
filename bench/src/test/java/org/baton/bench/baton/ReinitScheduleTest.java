package org.baton.bench.baton;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReinitScheduleTest {
  private static final long START = 1_000;
  private static final long LENGTH = 100;

  private final ReinitSchedule schedule = new ReinitSchedule(3, 10, 7);

  @Test
  void theBeginningIsNoReinit() {
    schedule.start(START);
    assertThat(schedule.take(START + 9)).isFalse();
    assertThat(schedule.initialEnd(LENGTH)).isEqualTo(7);
    assertThat(schedule.isOver()).isFalse();
  }

  @Test
  void eachIsToldOnce() {
    schedule.start(START);
    assertThat(schedule.take(START + 10)).isTrue();
    assertThat(schedule.take(START + 19)).isFalse();
    assertThat(schedule.take(START + 20)).isTrue();
    assertThat(schedule.initialEnd(LENGTH)).isEqualTo(21);
  }

  @Test
  void whatWasDueTwiceIsToldOnceWithTheDataOfBoth() {
    schedule.start(START);
    assertThat(schedule.take(START + 25)).isTrue();
    assertThat(schedule.take(START + 25)).isFalse();
    assertThat(schedule.initialEnd(LENGTH)).isEqualTo(21);
  }

  @Test
  void itEnds() {
    schedule.start(START);
    assertThat(schedule.take(START + 1_000)).isTrue();
    assertThat(schedule.isOver()).isTrue();
    assertThat(schedule.take(START + 2_000)).isFalse();
    assertThat(schedule.initialEnd(LENGTH)).isEqualTo(28);
  }

  @Test
  void aSessionBeginsAnew() {
    schedule.start(START);
    assertThat(schedule.take(START + 1_000)).isTrue();
    schedule.start(START + 5_000);
    assertThat(schedule.isOver()).isFalse();
    assertThat(schedule.take(START + 5_009)).isFalse();
  }

  @Test
  void initialDataIsNoMoreThanThereIs() {
    assertThat(schedule.initialEnd(5)).isEqualTo(5);
  }

  @Test
  void noneHasNoInitialDataAndIsOver() {
    ReinitSchedule none = new ReinitSchedule(0, 0, 7);
    none.start(START);
    assertThat(none.isNone()).isTrue();
    assertThat(none.isOver()).isTrue();
    assertThat(none.initialEnd(LENGTH)).isZero();
    assertThat(none.take(START + 1)).isFalse();
  }
}
