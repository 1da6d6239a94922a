package org.baton.vfio.simulated;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Bytes that look random and cost one bulk copy to make, one bulk comparison to check.
 *
 * <p>One block of a little over 1 MiB, the same for every device of a process. A record's body is a
 * window of it, at a byte offset that depends on the device's seed and on the record's place; so no
 * content is ever stored, however large the simulated device is.
 */
final class ContentPattern {
  /** No window is longer. */
  static final int WINDOW_BYTES = 64 * 1024;

  private static final int STARTS_BITS = 20;
  private static final MemorySegment PATTERN = fill();

  private ContentPattern() {}

  /** Where in the pattern the window with this key begins. */
  static int start(long key) {
    return (int) (Hash64.mix(key) >>> (Long.SIZE - STARTS_BITS));
  }

  /** Copies {@code length} bytes of the pattern, from {@code at}. */
  static void copy(int at, MemorySegment to, long offset, int length) {
    MemorySegment.copy(PATTERN, at, to, offset, length);
  }

  /**
   * Compares {@code length} bytes with the pattern from {@code at}.
   *
   * @return the index of the first byte that differs, or −1
   */
  static int mismatch(int at, MemorySegment with, long offset, int length) {
    return (int)
        MemorySegment.mismatch(PATTERN, at, at + (long) length, with, offset, offset + length);
  }

  /** One byte of the pattern. */
  static byte at(int at) {
    return PATTERN.get(ValueLayout.JAVA_BYTE, at);
  }

  private static MemorySegment fill() {
    MemorySegment pattern = MemorySegment.ofArray(new byte[(1 << STARTS_BITS) + WINDOW_BYTES]);
    ValueLayout.OfLong layout = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    for (long i = 0; i < pattern.byteSize(); i += Long.BYTES) {
      pattern.set(layout, i, Hash64.mix(i));
    }
    return pattern;
  }
}
