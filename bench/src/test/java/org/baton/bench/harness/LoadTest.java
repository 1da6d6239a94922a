package org.baton.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadTest {
  private static final long GIGA = 1_000_000_000;

  @Test
  void itFlowsForLongerThanWhatItIsBeside() {
    assertThat(Load.bytes(2 * GIGA, GIGA)).isEqualTo(3_400_000_000L);
  }

  /** Else the check at its end would look at bytes that nobody has sent. */
  @Test
  void itIsAllOfItsFileAtLeast() {
    assertThat(Load.bytes(0, 1_000)).isEqualTo(64L << 20);
  }
}
