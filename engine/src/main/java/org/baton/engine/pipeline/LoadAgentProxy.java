package org.baton.engine.pipeline;

import org.baton.transport.message.ChunkKind;
import org.baton.transport.message.ProtocolException;

/** How the channels' threads give chunks to one {@link LoadAgent}. Any thread. */
public final class LoadAgentProxy {
  private final int participant;
  private final SlotWindow window;
  private final LoaderGauges gauges;
  private final ChunkRing ring;
  private final Waker waker;

  LoadAgentProxy(
      int participant, SlotWindow window, LoaderGauges gauges, ChunkRing ring, Waker waker) {
    this.participant = participant;
    this.window = window;
    this.gauges = gauges;
    this.ring = ring;
    this.waker = waker;
  }

  /**
   * Takes the slot of a chunk that is about to be received.
   *
   * @return where its payload goes in the slab
   * @throws ProtocolException if the chunk lies outside the window, or came before
   */
  long claim(long sequence) throws ProtocolException {
    long loaded = gauges.chunks();
    if (sequence < loaded || sequence - loaded >= window.size()) {
      throw new ProtocolException(
          "chunk "
              + Long.toUnsignedString(sequence)
              + " of participant "
              + participant
              + " is outside the window: "
              + loaded
              + " are loaded and "
              + window.size()
              + " may be in flight");
    }
    int slot = window.slot(sequence);
    // Two channels may bring the same chunk at the same time.
    if (!window.tryHandOver(slot, SlotOwner.NOBODY, SlotOwner.CHANNEL)) {
      throw new ProtocolException(
          "chunk " + sequence + " of participant " + participant + " came twice");
    }
    return window.payloadOffset(slot);
  }

  /** Gives on a chunk whose payload is complete. */
  void deliver(long sequence, int payloadLength, ChunkKind kind, long nowNanos) {
    window.handOver(window.slot(sequence), SlotOwner.CHANNEL, SlotOwner.RING);
    ring.publish(participant, sequence, payloadLength, kind, nowNanos);
    waker.wake();
  }

  /** Gives back a slot whose payload will not be complete. */
  void disclaim(long sequence) {
    window.handOver(window.slot(sequence), SlotOwner.CHANNEL, SlotOwner.NOBODY);
  }
}
