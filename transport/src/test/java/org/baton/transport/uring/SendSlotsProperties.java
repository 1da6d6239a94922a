package org.baton.transport.uring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Every slot is released exactly once, at its last event, in whatever order the events come. */
final class SendSlotsProperties {
  @Property
  void aSlotIsReleasedByItsLastEvent(
      @ForAll @IntRange(min = 1, max = 40) int count, @ForAll long seed) {
    Random random = new Random(seed);
    SendSlots slots = new SendSlots(count);
    List<Integer> events = new ArrayList<>();
    int[] left = new int[count];
    for (int i = 0; i < count; i++) {
      int slot = slots.take(1000 + i);
      assertThat(slots.token(slot)).isEqualTo(1000 + i);
      int parts = random.nextInt(3);
      for (int part = 0; part < parts; part++) {
        slots.expectNotification(slot);
        events.add(slot);
      }
      events.add(-1 - slot); // Its finish.
      left[slot] = parts + 1;
    }
    assertThat(slots.hasFree()).isFalse();
    assertThat(slots.inUse()).isEqualTo(count);

    Collections.shuffle(events, random);
    for (int event : events) {
      int slot = event < 0 ? -1 - event : event;
      boolean released = event < 0 ? slots.finish(slot) : slots.notified(slot);
      left[slot]--;
      assertThat(released).isEqualTo(left[slot] == 0);
    }
    assertThat(slots.inUse()).isZero();
  }

  @Example
  void anUnannouncedNotificationIsAnError() {
    SendSlots slots = new SendSlots(1);
    int slot = slots.take(5);
    assertThatThrownBy(() -> slots.notified(slot))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("slot 0");
  }
}
