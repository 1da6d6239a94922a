package org.baton.engine.pipeline;

import java.nio.ByteBuffer;
import org.agrona.concurrent.NanoClock;
import org.baton.transport.Slab;

/**
 * One participant's part of the slab, as its thread sees it.
 *
 * @param participant its id
 * @param slab where its slots are
 * @param window its slots
 * @param chunkBytes longest payload
 * @param clock nanoseconds
 */
record Lane(int participant, Slab slab, SlotWindow window, int chunkBytes, NanoClock clock) {
  /** A view of each slot's payload, made once, for a checksum that wants a ByteBuffer. */
  ByteBuffer[] payloadViews() {
    ByteBuffer[] views = new ByteBuffer[window.size()];
    for (int slot = 0; slot < views.length; slot++) {
      views[slot] = slab.segment().asSlice(window.payloadOffset(slot), chunkBytes).asByteBuffer();
    }
    return views;
  }
}
