package org.baton.transport;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.baton.bindings.sys.MappedMemory;
import org.junit.jupiter.api.Test;

final class SlabTest {
  @Test
  void isZeroedMemoryOfItsLength() throws TransportException {
    try (Slab slab = Slab.map(3_000_001)) {
      assertThat(slab.length()).isEqualTo(3_000_001);
      assertThat(slab.segment().byteSize()).isEqualTo(3_000_001);
      assertThat(slab.segment().address()).isEqualTo(slab.address());
      assertThat(slab.segment().get(JAVA_BYTE, 3_000_000)).isZero();
      assertThat(slab.backing()).contains("pages");
    }
  }

  @Test
  void staysWhileSomebodyHoldsIt() throws TransportException {
    Slab slab = Slab.map(4096);
    SlabHold first = slab.hold();
    SlabHold second = slab.hold();
    first.close();
    first.close();
    assertThat(first.slab()).isSameAs(slab);
    assertThatThrownBy(slab::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("held 1 times");
    second.close();
    slab.close();
    slab.close();
    assertThatThrownBy(slab::hold).isInstanceOf(IllegalStateException.class);
    assertThat(slab.segment().scope().isAlive()).isFalse();
  }

  @Test
  void ownsMemoryThatItAdopts() {
    MappedMemory memory = MappedMemory.anonymous(8192);
    try (Slab slab = Slab.adopt(memory)) {
      assertThat(slab.address()).isEqualTo(memory.address());
      assertThat(slab.backing()).contains("not touched");
    }
    assertThat(memory.segment().scope().isAlive()).isFalse();
  }

  @Test
  void saysWhenThereIsNoMemory() {
    assertThatThrownBy(() -> Slab.map(1L << 60))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("ENOMEM");
  }
}
