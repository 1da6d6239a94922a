package org.baton.engine.pipeline;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import org.baton.transport.message.ChunkKind;

/**
 * Carries descriptions of chunks from several threads to one. A Disruptor ring with an {@link
 * EventPoller}, so that its consumer can look into its completion queue as well.
 *
 * <p>It has room for every slot whose chunk may come through it, so publishing never waits.
 */
public final class ChunkRing {
  private final RingBuffer<Chunk> ring;
  private final EventPoller<Chunk> poller;

  /**
   * Creates an empty ring.
   *
   * @param slots how many chunks can be in it at most
   */
  public ChunkRing(int slots) {
    int size = Integer.highestOneBit(Math.max(2, slots) * 2 - 1);
    // The poller never waits in the ring, so the wait strategy is not used.
    ring = RingBuffer.createMultiProducer(Chunk::new, size, new BusySpinWaitStrategy());
    poller = ring.newPoller();
    ring.addGatingSequences(poller.getSequence());
  }

  /** Adds a description. Any thread. */
  void publish(
      int participant, long sequence, int slot, int payloadLength, ChunkKind kind, long nowNanos) {
    long position;
    try {
      position = ring.tryNext();
    } catch (InsufficientCapacityException e) {
      throw new IllegalStateException("more chunks than slots", e);
    }
    try {
      ring.get(position).set(participant, sequence, slot, payloadLength, kind, nowNanos);
    } finally {
      ring.publish(position);
    }
  }

  /**
   * Hands descriptions to {@code handler} until it returns false or none is left. Consumer only.
   *
   * @return whether there was any
   */
  boolean poll(EventPoller.Handler<Chunk> handler) {
    try {
      return poller.poll(handler) == EventPoller.PollState.PROCESSING;
    } catch (Exception e) {
      throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }
  }
}
