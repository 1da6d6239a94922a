package org.baton.vfio.simulated;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The first bytes of a saved stream: what the stream is, and what its content is made from.
 *
 * <p>Little endian.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                     Magic "BATONSIM"                          |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |  Version                      |  Header bytes                 |   (u32, u32)
 *  +---------------------------------------------------------------+
 *  |                          Seed                                 |
 *  +---------------------------------------------------------------+
 *  |                         Session                               |
 *  +---------------------------------------------------------------+
 *  |                      Initial bytes                            |
 *  +---------------------------------------------------------------+
 *  |                     Stop-copy bytes                           |
 *  +---------------------------------------------------------------+
 *  |                        Reserved (0)                           |
 *  +---------------------------------------------------------------+
 *  |                 Check: a hash of all the above                |
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * <p>Every row but the version's is 64 bits wide.
 */
final class StreamHeaderDescriptor {
  static final int LENGTH = 64;
  static final long MAGIC = 0x4d49534e4f544142L;
  static final int VERSION = 1;

  private static final int MAGIC_OFFSET = 0;
  private static final int VERSION_OFFSET = 8;
  private static final int LENGTH_OFFSET = 12;
  private static final int SEED_OFFSET = 16;
  private static final int SESSION_OFFSET = 24;
  private static final int INITIAL_OFFSET = 32;
  private static final int STOP_COPY_OFFSET = 40;
  private static final int RESERVED_OFFSET = 48;
  private static final int CHECK_OFFSET = 56;

  private static final ValueLayout.OfInt INT =
      JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private StreamHeaderDescriptor() {}

  /** Writes a header to the beginning of {@code header}. */
  static void encode(
      MemorySegment header, long seed, long session, long initialBytes, long stopCopyBytes) {
    header.set(LONG, MAGIC_OFFSET, MAGIC);
    header.set(INT, VERSION_OFFSET, VERSION);
    header.set(INT, LENGTH_OFFSET, LENGTH);
    header.set(LONG, SEED_OFFSET, seed);
    header.set(LONG, SESSION_OFFSET, session);
    header.set(LONG, INITIAL_OFFSET, initialBytes);
    header.set(LONG, STOP_COPY_OFFSET, stopCopyBytes);
    header.set(LONG, RESERVED_OFFSET, 0);
    header.set(LONG, CHECK_OFFSET, check(header));
  }

  /** What is wrong with a header; empty if nothing. */
  static String fault(MemorySegment header) {
    if (header.get(LONG, MAGIC_OFFSET) != MAGIC) {
      return "the stream is not of a simulated device (its magic is wrong)";
    }
    if (header.get(INT, VERSION_OFFSET) != VERSION) {
      return "the stream has version "
          + header.get(INT, VERSION_OFFSET)
          + ", this device loads version "
          + VERSION;
    }
    return header.get(LONG, CHECK_OFFSET) == check(header)
        ? ""
        : "the stream header is damaged (its check is wrong)";
  }

  static long seed(MemorySegment header) {
    return header.get(LONG, SEED_OFFSET);
  }

  static long session(MemorySegment header) {
    return header.get(LONG, SESSION_OFFSET);
  }

  private static long check(MemorySegment header) {
    long hash = 0;
    for (int offset = 0; offset < CHECK_OFFSET; offset += Long.BYTES) {
      hash = Hash64.mix(hash, header.get(LONG, offset));
    }
    return hash;
  }
}
