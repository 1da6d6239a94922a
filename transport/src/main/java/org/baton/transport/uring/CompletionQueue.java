package org.baton.transport.uring;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.io_cqring_offsets;

/**
 * The queue of entries from the kernel.
 *
 * <p><b>Threading:</b> the ring's owner. The kernel moves the tail, and writes an entry anew only
 * after {@link #advance()} has passed it.
 */
final class CompletionQueue {
  private final MemorySegment ring;
  private final long headAt;
  private final long tailAt;
  private final long entriesAt;
  private final int mask;

  private int head;

  /**
   * Lays a queue over mapped memory.
   *
   * @param ring the mapping at {@code IORING_OFF_CQ_RING}
   * @param offsets {@code io_uring_params.cq_off}
   */
  CompletionQueue(MemorySegment ring, MemorySegment offsets) {
    this.ring = ring;
    this.headAt = io_cqring_offsets.head(offsets);
    this.tailAt = io_cqring_offsets.tail(offsets);
    this.entriesAt = io_cqring_offsets.cqes(offsets);
    this.mask = ring.get(JAVA_INT, io_cqring_offsets.ring_mask(offsets));
    this.head = ring.get(JAVA_INT, headAt);
  }

  /** Whether an entry is there. */
  boolean hasNext() {
    return head != RingMemory.getAcquire(ring, tailAt);
  }

  /** {@code user_data} of the entry. */
  long userData() {
    return ring.get(JAVA_LONG, at() + CqeDescriptor.USER_DATA);
  }

  /** {@code res} of the entry. */
  int result() {
    return ring.get(JAVA_INT, at() + CqeDescriptor.RESULT);
  }

  /** {@code flags} of the entry. */
  int flags() {
    return ring.get(JAVA_INT, at() + CqeDescriptor.FLAGS);
  }

  /** Gives the entry back to the kernel. */
  void advance() {
    head++;
    RingMemory.setRelease(ring, headAt, head);
  }

  private long at() {
    return entriesAt + (long) (head & mask) * CqeDescriptor.SIZE;
  }
}
