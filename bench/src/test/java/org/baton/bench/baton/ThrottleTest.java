package org.baton.bench.baton;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThrottleTest {
  @Test
  void bytesTakeTheirTime() {
    assertThat(Throttle.nanos(1 << 20, 1 << 20)).isEqualTo(1_000_000_000);
    assertThat(Throttle.nanos(250, 1_000)).isEqualTo(250_000_000);
  }

  @Test
  void manyBytesDoNotOverflow() {
    assertThat(Throttle.nanos(1L << 40, 1L << 30)).isEqualTo(1_024_000_000_000L);
  }
}
