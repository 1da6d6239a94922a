package org.baton.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.baton.engine.participant.PendingBytes;
import org.junit.jupiter.api.Test;

/** A device is asked every 20 ms, and read meanwhile. */
class DirtyRateTest {
  private static final long MILLI = 1_000_000;
  private static final long MIB = 1L << 20;

  private final DirtyRate rate = new DirtyRate();
  private final PendingBytes pending = new PendingBytes();
  private long now;

  private void ask(long initial, long dirty, long reinits, long read) {
    now += 20 * MILLI;
    pending.set(initial, dirty, 0, reinits);
    rate.sample(now, pending, read);
  }

  @Test
  void whatIsReadAndWhatGrowsIsNew() {
    // 100 MiB/s, of which 75 are read.
    for (long i = 0; i < 20; i++) {
      ask(0, i * MIB / 2, 0, i * 3 * MIB / 2);
    }
    assertThat((double) rate.bytesPerSecond()).isCloseTo(100.0 * MIB, withPercentage(1));
  }

  @Test
  void readingInitialDataMakesNoneDirty() {
    for (long i = 0; i < 20; i++) {
      ask((20 - i) * MIB, 0, 0, i * MIB);
    }
    assertThat(rate.bytesPerSecond()).isZero();
  }

  @Test
  void newInitialDataIsNotDirty() {
    long read = 0;
    for (long i = 0; i < 20; i++) {
      read += MIB;
      ask(i % 3 == 0 ? 64 * MIB : 64 * MIB - read, i * MIB, i / 3, read);
    }
    assertThat(rate.bytesPerSecond()).isZero();
  }

  @Test
  void isNotKnownBeforeAWindowIsOver() {
    ask(0, 0, 0, 0);
    ask(0, 50 * MIB, 0, 0);
    assertThat(rate.bytesPerSecond()).isZero();
  }

  @Test
  void followsAGuestThatCalmsDown() {
    for (long i = 0; i < 20; i++) {
      ask(0, 0, 0, i * 20 * MIB);
    }
    assertThat((double) rate.bytesPerSecond()).isCloseTo(1_000.0 * MIB, withPercentage(1));
    for (long i = 0; i < 100; i++) {
      ask(0, 0, 0, 380 * MIB);
    }
    assertThat(rate.bytesPerSecond()).isLessThan(10 * MIB);
  }

  @Test
  void timeInWhichTheGuestStandsStillDoesNotCount() {
    for (long i = 0; i < 11; i++) {
      ask(0, 0, 0, i * MIB);
    }
    long before = rate.bytesPerSecond();
    rate.pause();
    now += 10_000 * MILLI;
    ask(0, 0, 0, 10 * MIB);
    assertThat(rate.bytesPerSecond()).isEqualTo(before).isPositive();
  }

  @Test
  void absurdEstimatesDoNotWrapAround() {
    for (long i = 0; i < 20; i++) {
      ask(0, i % 2 == 0 ? Long.MAX_VALUE : Long.MIN_VALUE, 0, Long.MAX_VALUE);
    }
    assertThat(rate.bytesPerSecond()).isNotNegative();
  }
}
