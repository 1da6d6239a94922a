package org.baton.bench.side;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartTest {
  @Test
  void partsAreEqualAndTheLastHasTheRest() {
    assertThat(Part.of(11, 3))
        .containsExactly(new Part(0, 0, 3), new Part(1, 3, 3), new Part(2, 6, 5));
  }

  @Test
  void oneChannelHasAll() {
    assertThat(Part.of(7, 1)).containsExactly(new Part(0, 0, 7));
  }
}
