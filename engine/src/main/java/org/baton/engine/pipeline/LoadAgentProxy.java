package org.baton.engine.pipeline;

import org.baton.transport.message.ChunkKind;
import org.baton.transport.message.ProtocolException;

/** How the channels' threads give chunks to one {@link LoadAgent}. Any thread. */
public final class LoadAgentProxy {
  private static final int MAX_LOOKS = 1 << 20;

  private final int participant;
  private final SlotWindow window;
  private final SequenceClaims claims;
  private final LoaderGauges gauges;
  private final ChunkRing ring;
  private final Waker waker;

  LoadAgentProxy(
      int participant,
      SlotWindow window,
      SequenceClaims claims,
      LoaderGauges gauges,
      ChunkRing ring,
      Waker waker) {
    this.participant = participant;
    this.window = window;
    this.claims = claims;
    this.gauges = gauges;
    this.ring = ring;
    this.waker = waker;
  }

  /**
   * Takes a slot for a chunk that is about to be received.
   *
   * @return the slot
   * @throws ProtocolException if the chunk lies outside the window, or came before
   */
  int claim(long sequence) throws ProtocolException {
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
    if (!claims.claim(sequence)) {
      throw new ProtocolException(
          "chunk " + sequence + " of participant " + participant + " came twice");
    }
    return takeSlot();
  }

  /**
   * There is a free one: a chunk in a slot has a claim, and there are no more claims than slots.
   * But another channel may take the one, and the participant free another, behind this one's back.
   */
  private int takeSlot() {
    for (int look = 0; look < MAX_LOOKS; look++) {
      int slot = window.take(SlotOwner.CHANNEL);
      if (slot != SlotWindow.NO_SLOT) {
        return slot;
      }
      Thread.onSpinWait();
    }
    throw new IllegalStateException("participant " + participant + " has fewer slots than credits");
  }

  /** Where a slot's payload goes in the slab. */
  long payloadOffset(int slot) {
    return window.payloadOffset(slot);
  }

  /** Gives on a chunk whose payload is complete. */
  void deliver(long sequence, int slot, int payloadLength, ChunkKind kind, long nowNanos) {
    window.handOver(slot, SlotOwner.CHANNEL, SlotOwner.RING);
    ring.publish(participant, sequence, slot, payloadLength, kind, nowNanos);
    waker.wake();
  }

  /** Gives back a slot whose payload will not be complete. */
  void disclaim(long sequence, int slot) {
    window.handOver(slot, SlotOwner.CHANNEL, SlotOwner.NOBODY);
    claims.release(sequence);
  }
}
