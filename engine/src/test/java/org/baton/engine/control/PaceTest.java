package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MIB = 1L << 20;
  private final Pace pace = new Pace();

  @Test
  void isAssumedUntilEnoughWasSeen() {
    pace.sample(3 * MIB, 1_000_000_000);
    assertThat(pace.bytesPerSecond()).isEqualTo(Pace.ASSUMED_BYTES_PER_SECOND);

    pace.sample(4 * MIB, 2_000_000_000);
    assertThat(pace.bytesPerSecond()).isEqualTo(2.0 * MIB);
  }

  /** Eight chunks, the first of them fifty times as slow: what a cold JVM looks like. */
  @Test
  void forgetsTheFirstCalls() {
    long nanos = 50_000_000;
    pace.sample(MIB, nanos);
    for (int chunk = 2; chunk <= 8; chunk++) {
      nanos += 1_000_000;
      pace.sample(chunk * MIB, nanos);
    }
    assertThat(pace.bytesPerSecond()).isCloseTo(1_000.0 * MIB, withPercentage(15));
  }

  @Test
  void followsALoaderThatSlowsDown() {
    pace.sample(64 * MIB, 64_000_000);
    for (int chunk = 1; chunk <= 12; chunk++) {
      pace.sample((64 + chunk) * MIB, 64_000_000 + chunk * 100_000_000L);
    }
    assertThat(pace.bytesPerSecond()).isCloseTo(10.0 * MIB, withPercentage(300));
  }

  @Test
  void aTrickleSaysNothing() {
    pace.sample(8 * MIB, 8_000_000);
    double before = pace.bytesPerSecond();
    pace.sample(8 * MIB + 100, 900_000_000);
    assertThat(pace.bytesPerSecond()).isEqualTo(before);
  }

  @Test
  void aClockThatStandsStillDoesNoHarm() {
    pace.sample(8 * MIB, 0);
    assertThat(pace.bytesPerSecond()).isEqualTo(Pace.ASSUMED_BYTES_PER_SECOND);
  }
}
