package org.baton.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Few slots are touched: the lowest ones that are free. */
class SlotWindowTest {
  private final SlotWindow window = new SlotWindow(0, 4, 4_096, 32);

  @Test
  void theLowestFreeSlotIsTaken() {
    assertThat(window.take(SlotOwner.CHANNEL)).isZero();
    assertThat(window.take(SlotOwner.CHANNEL)).isEqualTo(1);
    window.handOver(0, SlotOwner.CHANNEL, SlotOwner.NOBODY);

    assertThat(window.take(SlotOwner.PARTICIPANT)).isZero();
    assertThat(window.owner(0)).isEqualTo(SlotOwner.PARTICIPANT);
    assertThat(window.inUse()).isEqualTo(2);
  }

  @Test
  void whenAllAreInUseThereIsNone() {
    for (int slot = 0; slot < window.size(); slot++) {
      assertThat(window.take(SlotOwner.CHANNEL)).isEqualTo(slot);
    }

    assertThat(window.take(SlotOwner.CHANNEL)).isEqualTo(SlotWindow.NO_SLOT);
    assertThat(window.inUse()).isEqualTo(4);
  }

  @Test
  void whatOneDoesNotOwnCannotBeHandedOver() {
    int slot = window.take(SlotOwner.CHANNEL);

    assertThatThrownBy(() -> window.handOver(slot, SlotOwner.RING, SlotOwner.NOBODY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("belongs to CHANNEL, not to RING");
  }
}
