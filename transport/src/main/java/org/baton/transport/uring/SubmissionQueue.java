package org.baton.transport.uring;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.io_sqring_offsets;

/**
 * The queue of entries for the kernel.
 *
 * <p><b>Threading:</b> the ring's owner. The kernel takes entries only while the owner enters, and
 * moves the head.
 */
final class SubmissionQueue {
  private final MemorySegment ring;
  private final MemorySegment entries;
  private final long headAt;
  private final long tailAt;
  private final long flagsAt;
  private final int size;

  private int tail;
  private int submitted;

  /**
   * Lays a queue over mapped memory.
   *
   * @param ring the mapping at {@code IORING_OFF_SQ_RING}
   * @param entries the mapping at {@code IORING_OFF_SQES}
   * @param offsets {@code io_uring_params.sq_off}
   * @param hasArray whether the kernel looks up entries in an index array
   */
  SubmissionQueue(
      MemorySegment ring, MemorySegment entries, MemorySegment offsets, boolean hasArray) {
    this.ring = ring;
    this.entries = entries;
    this.headAt = io_sqring_offsets.head(offsets);
    this.tailAt = io_sqring_offsets.tail(offsets);
    this.flagsAt = io_sqring_offsets.flags(offsets);
    this.size = ring.get(JAVA_INT, io_sqring_offsets.ring_entries(offsets));
    this.tail = ring.get(JAVA_INT, tailAt);
    this.submitted = tail;
    if (hasArray) {
      long array = io_sqring_offsets.array(offsets);
      for (int i = 0; i < size; i++) {
        ring.set(JAVA_INT, array + (long) i * Integer.BYTES, i);
      }
    }
  }

  /**
   * Adds an entry; see {@link SqeDescriptor}.
   *
   * @throws IllegalStateException if the queue is full, which its size rules out
   */
  void add(long head, long offset, long address, long tailWord, long userData, int buffer) {
    if (tail - RingMemory.getAcquire(ring, headAt) == size) {
      throw new IllegalStateException("the submission queue of " + size + " entries is full");
    }
    long at = (tail & (size - 1)) * SqeDescriptor.SIZE;
    SqeDescriptor.write(entries, at, head, offset, address, tailWord, userData, buffer);
    tail++;
    RingMemory.setRelease(ring, tailAt, tail);
  }

  /** Entries that the kernel has not taken. */
  int pending() {
    return tail - submitted;
  }

  /** Notes how many the kernel took. */
  void took(int count) {
    submitted += count;
  }

  /** {@code IORING_SQ_*}. */
  int flags() {
    return RingMemory.getAcquire(ring, flagsAt);
  }
}
