package org.baton.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PercentilesTest {
  private static final long MILLI = 1_000_000;

  private final Histogram nanos = new Histogram(3);

  @Test
  void theyAreInMicroseconds() {
    for (int i = 1; i <= 1_000; i++) {
      nanos.recordValue(i * 1_000L);
    }
    Percentiles percentiles = Percentiles.of(nanos);
    assertThat(percentiles.count()).isEqualTo(1_000);
    assertThat(percentiles.p50()).isCloseTo(500, within(1.0));
    assertThat(percentiles.p99()).isCloseTo(990, within(1.0));
    assertThat(percentiles.p999()).isCloseTo(999, within(1.0));
    assertThat(percentiles.max()).isCloseTo(1_000, within(1.0));
  }

  @Test
  void noTimesAreRefused() {
    assertThatThrownBy(() -> Percentiles.of(nanos)).isInstanceOf(IllegalArgumentException.class);
  }

  /** A pause of 10 ms while one was due every 2 ms: 8, 6, 4 and 2 ms would have been seen, too. */
  @Test
  void whatOneKeptFromBeingAskedCounts() {
    nanos.recordValue(10 * MILLI);
    Percentiles corrected = Percentiles.corrected(nanos, 2 * MILLI);
    assertThat(corrected.count()).isEqualTo(5);
    assertThat(corrected.p50()).isCloseTo(6_000, within(6.0));
  }

  @Test
  void shortOnesStayAsTheyAre() {
    nanos.recordValue(MILLI);
    assertThat(Percentiles.corrected(nanos, 2 * MILLI)).isEqualTo(Percentiles.of(nanos));
  }
}
