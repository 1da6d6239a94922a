package org.baton.transport.uring;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * An entry of the submission queue, {@code struct io_uring_sqe} of {@code linux/io_uring.h}, as
 * this transport fills it: eight stores of 64 bits, little-endian.
 *
 * <pre>
 *    0               8              16              24              32
 *    +---+---+-------+---------------+
 *  0 |op |flg|ioprio |      fd       |   head()
 *    +---+---+-------+---------------+
 *  8 |        off / addr2            |   length of the address of a CONNECT, else 0
 *    +-------------------------------+
 * 16 |            addr               |   where the bytes are
 *    +---------------+---------------+
 * 24 |      len      |   op flags    |   tail()
 *    +---------------+---------------+
 * 32 |          user_data            |   comes back with each completion
 *    +-------+-------+---------------+
 * 40 |buf_idx|person.| file/addr_len |   index of the registered buffer
 *    +-------+-------+---------------+
 * 48 |            addr3              |   0
 *    +-------------------------------+
 * 56 |             pad               |   0
 *    +-------------------------------+
 * </pre>
 *
 * <p>Whole words, because the setters of the generated class cost five times as much.
 */
final class SqeDescriptor {
  /** Bytes of an entry. */
  static final long SIZE = 64;

  static final long HEAD = 0;
  static final long OFFSET = 8;
  static final long ADDRESS = 16;
  static final long TAIL = 24;
  static final long USER_DATA = 32;
  static final long BUFFER = 40;
  static final long ADDRESS_3 = 48;
  static final long PAD = 56;

  private SqeDescriptor() {}

  /** The first word. */
  static long head(int opcode, int ioprio, int fd) {
    return (opcode & 0xffL) | (ioprio & 0xffffL) << 16 | (long) fd << 32;
  }

  /** The fourth word. */
  static long tail(int length, int operationFlags) {
    return (length & 0xffff_ffffL) | (long) operationFlags << 32;
  }

  /** Writes an entry. */
  static void write(
      MemorySegment entries,
      long at,
      long head,
      long offset,
      long address,
      long tail,
      long userData,
      int buffer) {
    entries.set(JAVA_LONG, at + HEAD, head);
    entries.set(JAVA_LONG, at + OFFSET, offset);
    entries.set(JAVA_LONG, at + ADDRESS, address);
    entries.set(JAVA_LONG, at + TAIL, tail);
    entries.set(JAVA_LONG, at + USER_DATA, userData);
    entries.set(JAVA_LONG, at + BUFFER, buffer);
    entries.set(JAVA_LONG, at + ADDRESS_3, 0);
    entries.set(JAVA_LONG, at + PAD, 0);
  }
}
