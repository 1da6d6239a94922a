package org.baton.bindings.sys;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * The checks between a segment and the bare address that a system call takes.
 *
 * <p>A bare address keeps nothing alive. Who uses one says {@link
 * java.lang.ref.Reference#reachabilityFence} for the segment when the call is done.
 */
public final class Addresses {
  private Addresses() {}

  /** The address of a range the kernel only reads. */
  static long readable(MemorySegment segment, long offset, long length) {
    Objects.checkFromIndexSize(offset, length, segment.byteSize());
    if (!segment.isNative()) {
      throw new IllegalArgumentException("The kernel cannot use a segment on the Java heap");
    }
    if (!segment.scope().isAlive()) {
      throw new IllegalStateException("The segment's memory was released");
    }
    if (!segment.isAccessibleBy(Thread.currentThread())) {
      throw new WrongThreadException("The segment belongs to another thread");
    }
    return segment.address() + offset;
  }

  /**
   * The address of a range the kernel may write; for a struct that carries an address.
   *
   * @param segment native memory
   * @param offset the first byte of the range
   * @param length the length of the range, in bytes
   * @return the address of the first byte
   * @throws IndexOutOfBoundsException if the segment does not have that range
   * @throws IllegalArgumentException if the segment is on the heap or read-only
   * @throws IllegalStateException if its memory was released
   * @throws WrongThreadException if it belongs to another thread
   */
  public static long writable(MemorySegment segment, long offset, long length) {
    if (segment.isReadOnly()) {
      throw new IllegalArgumentException("The kernel would write a read-only segment");
    }
    return readable(segment, offset, length);
  }
}
