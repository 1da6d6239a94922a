package org.baton.bench.slowloader;

import static org.assertj.core.api.Assertions.assertThat;

import org.baton.bench.harness.ResidentMemory;
import org.junit.jupiter.api.Test;

class GrowthTest {
  private static final long MIB = 1 << 20;

  @Test
  void theSlabIsNotCounted() {
    Growth growth = growth(100, 180, 64);
    assertThat(growth.bytes()).isEqualTo(80 * MIB);
    assertThat(growth.overSlabMebibytes()).isEqualTo(16);
    assertThat(growth.isWithinBound()).isTrue();
  }

  @Test
  void theBoundIsWithin() {
    assertThat(growth(100, 228, 64).isWithinBound()).isTrue();
    assertThat(growth(100, 229, 64).isWithinBound()).isFalse();
  }

  private static Growth growth(long before, long peak, long slab) {
    return new Growth(
        new ResidentMemory(before * MIB, 0), new ResidentMemory(peak * MIB, 0), slab * MIB, 50);
  }
}
