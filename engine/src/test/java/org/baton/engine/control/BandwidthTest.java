package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BandwidthTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long MB = 1_000_000;

  private final Bandwidth bandwidth = new Bandwidth();

  @Test
  void whatFullChannelsCarryIsTheLink() {
    bandwidth.sample(0, 0, 0);
    bandwidth.sample(100 * MILLI, 50 * MB, 95 * MILLI);
    assertThat(bandwidth.bytesPerSecond()).isEqualTo(500 * MB);
    bandwidth.sample(200 * MILLI, 80 * MB, 195 * MILLI);
    assertThat(bandwidth.bytesPerSecond()).isEqualTo(500 * MB);
  }

  /** A slow device, or a JVM that has just started, says nothing of the link. */
  @Test
  void whatIdleChannelsCarryIsNoLimit() {
    bandwidth.sample(0, 0, 0);
    bandwidth.sample(1_000 * MILLI, 10 * MB, 20 * MILLI);
    assertThat(bandwidth.bytesPerSecond()).isZero();
    // An idle while between two bursts.
    bandwidth.sample(9_000 * MILLI, 60 * MB, 500 * MILLI);
    assertThat(bandwidth.bytesPerSecond()).isZero();
  }

  @Test
  void linkCarriesWhatItHasCarried() {
    bandwidth.sample(0, 0, 0);
    bandwidth.sample(100 * MILLI, 300 * MB, 20 * MILLI);
    assertThat(bandwidth.bytesPerSecond()).isEqualTo(3_000 * MB);
    bandwidth.sample(200 * MILLI, 350 * MB, 115 * MILLI);
    assertThat(bandwidth.bytesPerSecond()).isEqualTo(3_000 * MB);
  }

  @Test
  void aFewBytesSayNothing() {
    bandwidth.sample(0, 0, 0);
    bandwidth.sample(500 * MILLI, 7 * MB, 500 * MILLI);
    assertThat(bandwidth.bytesPerSecond()).isZero();
  }
}
