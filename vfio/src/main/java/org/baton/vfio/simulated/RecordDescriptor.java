package org.baton.vfio.simulated;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The head of a record: its kind, its length, and where in which stream it belongs.
 *
 * <p>Little endian. The check covers the content key, which is made from the stream's seed and
 * session, so a record of another stream, another session or another place is never taken for this
 * one.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |  Kind (u16)                   |  Flags (u16): 1 = chunk ends  |
 *  +---------------------------------------------------------------+
 *  |  Length in bytes, with this head (u32)                        |
 *  +---------------------------------------------------------------+
 *  |  Generation: how often the content began anew (u64)           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |  Position in the stream of this head (u64)                    |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |  Check: a hash of all the above and the content key (u64)     |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * <p>The body of the END record:
 *
 * <pre>
 *  +---------------------------------------------------------------+
 *  |  Bytes the guest changed in the device's life (u64)           |
 *  +---------------------------------------------------------------+
 *  |  Digest of the content (u64)                                  |
 *  +---------------------------------------------------------------+
 *  |  Reserved (0), 16 bytes                                       |
 *  +---------------------------------------------------------------+
 * </pre>
 */
final class RecordDescriptor {
  /** Length of a head. */
  static final int HEAD_LENGTH = 32;

  /** Length of a whole END record. */
  static final int END_LENGTH = 64;

  /** No record is longer, its head included. */
  static final int MAX_LENGTH = ContentPattern.WINDOW_BYTES;

  /** Flag of the last record of a chunk of initial data: it can be loaded now. */
  static final int CHUNK_ENDS = 1;

  private static final int KIND_OFFSET = 0;
  private static final int LENGTH_OFFSET = 4;
  private static final int GENERATION_OFFSET = 8;
  private static final int POSITION_OFFSET = 16;
  private static final int CHECK_OFFSET = 24;
  private static final int DIRTIED_OFFSET = HEAD_LENGTH;
  private static final int DIGEST_OFFSET = HEAD_LENGTH + 8;
  private static final int RESERVED_OFFSET = HEAD_LENGTH + 16;

  private static final ValueLayout.OfInt INT =
      JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private RecordDescriptor() {}

  static void encode(
      MemorySegment head,
      RecordKind kind,
      int flags,
      int length,
      long generation,
      long position,
      long key) {
    head.set(INT, KIND_OFFSET, kind.number() | flags << 16);
    head.set(INT, LENGTH_OFFSET, length);
    head.set(LONG, GENERATION_OFFSET, generation);
    head.set(LONG, POSITION_OFFSET, position);
    head.set(LONG, CHECK_OFFSET, check(head, key));
  }

  static void encodeEnd(MemorySegment record, long dirtiedBytes, long digest) {
    record.set(LONG, DIRTIED_OFFSET, dirtiedBytes);
    record.set(LONG, DIGEST_OFFSET, digest);
    record.set(LONG, RESERVED_OFFSET, 0);
    record.set(LONG, RESERVED_OFFSET + 8, 0);
  }

  /** Whether the head is whole, and belongs at {@code position} of the stream with this key. */
  static boolean isValid(MemorySegment head, long position, long key) {
    int length = length(head);
    return head.get(LONG, CHECK_OFFSET) == check(head, key)
        && head.get(LONG, POSITION_OFFSET) == position
        && RecordKind.exists(head.get(INT, KIND_OFFSET) & 0xffff)
        && length >= HEAD_LENGTH
        && length <= MAX_LENGTH
        && (kind(head) != RecordKind.END || length == END_LENGTH);
  }

  static RecordKind kind(MemorySegment head) {
    return RecordKind.of(head.get(INT, KIND_OFFSET) & 0xffff);
  }

  static boolean chunkEnds(MemorySegment head) {
    return (head.get(INT, KIND_OFFSET) >>> 16 & CHUNK_ENDS) != 0;
  }

  static int length(MemorySegment head) {
    return head.get(INT, LENGTH_OFFSET);
  }

  static long generation(MemorySegment head) {
    return head.get(LONG, GENERATION_OFFSET);
  }

  static long dirtiedBytes(MemorySegment endRecord) {
    return endRecord.get(LONG, DIRTIED_OFFSET);
  }

  static long digest(MemorySegment endRecord) {
    return endRecord.get(LONG, DIGEST_OFFSET);
  }

  static boolean reservedIsZero(MemorySegment endRecord) {
    return (endRecord.get(LONG, RESERVED_OFFSET) | endRecord.get(LONG, RESERVED_OFFSET + 8)) == 0;
  }

  /** Where in the pattern the body of the record at {@code position} begins. */
  static int bodyStart(long key, long generation, long position) {
    return ContentPattern.start(Hash64.mix(Hash64.mix(key, generation), position));
  }

  /** What all content of a session is made from. */
  static long contentKey(long seed, long session) {
    return Hash64.mix(seed, session);
  }

  private static long check(MemorySegment head, long key) {
    long hash = Hash64.mix(key, head.get(LONG, KIND_OFFSET));
    hash = Hash64.mix(hash, head.get(LONG, GENERATION_OFFSET));
    return Hash64.mix(hash, head.get(LONG, POSITION_OFFSET));
  }
}
