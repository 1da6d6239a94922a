package org.baton.transport.uring;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.Linux;

/**
 * Writes the operations of one channel into its submission queue.
 *
 * <p>What a completion belongs to is in its {@code user_data}:
 *
 * <pre>
 *   63      56 55                                    32 31                                     0
 *   +---------+----------------------------------------+----------------------------------------+
 *   |  kind   |                  0                     |            slot of a send, or 0        |
 *   +---------+----------------------------------------+----------------------------------------+
 * </pre>
 *
 * <p>The memory that the read of the eventfd writes to is given back only by {@link #close()}.
 */
final class UringOperations implements AutoCloseable {
  /** The most that is submitted at a time: a send, a receive, the wake watch, an abort. */
  static final int MAX_PENDING = 4;

  /** The region of a send that is not to go out without a copy. */
  static final int NO_PIECE = -1;

  static final int RECEIVE = 1;
  static final int SEND = 2;
  private static final int WAKE = 3;
  private static final int ABORT = 4;

  private static final int KIND_SHIFT = 56;
  private static final long NO_ADDRESS_BYTES = 16; // struct sockaddr, AF_UNSPEC being 0
  private static final int ALL = Linux.MSG_WAITALL() | Linux.MSG_NOSIGNAL();
  private static final int POLL_FIRST = Linux.IORING_RECVSEND_POLL_FIRST();
  private static final int ZERO_COPY =
      Linux.IORING_RECVSEND_FIXED_BUF() | Linux.IORING_SEND_ZC_REPORT_USAGE();

  private final Arena arena;
  private final long wakeAddress;
  private final long noAddress;
  private final int socketFd;
  private final int wakeFd;
  private boolean watchingWake;
  private boolean aborting;

  @SuppressWarnings("MustBeClosedChecker") // The arena is this object's, and close() closes it.
  UringOperations(int socketFd, int wakeFd) {
    this.socketFd = socketFd;
    this.wakeFd = wakeFd;
    // Not an automatic one: the kernel's pointer would not keep it alive.
    this.arena = Arena.ofShared();
    MemorySegment memory = arena.allocate(Long.BYTES + NO_ADDRESS_BYTES, JAVA_LONG.byteAlignment());
    this.wakeAddress = memory.address();
    this.noAddress = memory.address() + Long.BYTES;
  }

  static int kind(long userData) {
    return (int) (userData >>> KIND_SHIFT);
  }

  static int slot(long userData) {
    return (int) userData;
  }

  /**
   * Sends a region.
   *
   * @param piece the registered piece to send it from without a copy, or {@link #NO_PIECE}
   * @param afterPoll whether the socket is known to be full
   */
  void send(
      SubmissionQueue queue, long address, int length, int slot, int piece, boolean afterPoll) {
    boolean copies = piece == NO_PIECE;
    int opcode = copies ? Linux.IORING_OP_SEND() : Linux.IORING_OP_SEND_ZC();
    int ioprio = (copies ? 0 : ZERO_COPY) | (afterPoll ? POLL_FIRST : 0);
    queue.add(
        SqeDescriptor.head(opcode, ioprio, socketFd),
        0,
        address,
        SqeDescriptor.tail(length, ALL),
        userData(SEND) | slot,
        copies ? 0 : piece);
  }

  /**
   * Receives into a region.
   *
   * @param afterPoll whether the socket is known to be empty
   */
  void receive(SubmissionQueue queue, long address, int length, boolean afterPoll) {
    queue.add(
        SqeDescriptor.head(Linux.IORING_OP_RECV(), afterPoll ? POLL_FIRST : 0, socketFd),
        0,
        address,
        SqeDescriptor.tail(length, ALL),
        userData(RECEIVE),
        0);
  }

  /** Completes when somebody wakes the owner. */
  void watchWake(SubmissionQueue queue) {
    watchingWake = true;
    queue.add(
        SqeDescriptor.head(Linux.IORING_OP_READ(), 0, wakeFd),
        0,
        wakeAddress,
        SqeDescriptor.tail(Long.BYTES, 0),
        userData(WAKE),
        0);
  }

  /**
   * Drops the connection with all that TCP has not delivered: connecting a socket to no address
   * disconnects it, and TCP lets go of the pages of zero-copy sends.
   */
  void abort(SubmissionQueue queue) {
    aborting = true;
    queue.add(
        SqeDescriptor.head(Linux.IORING_OP_CONNECT(), 0, socketFd),
        NO_ADDRESS_BYTES,
        noAddress,
        SqeDescriptor.tail(0, 0),
        userData(ABORT),
        0);
  }

  /** Notes the completion of one of the two above. */
  void completed(long userData) {
    if (kind(userData) == WAKE) {
      watchingWake = false;
    } else {
      aborting = false;
    }
  }

  /** Whether a wake would complete something. */
  boolean isWatchingWake() {
    return watchingWake;
  }

  /** Operations without a region that the kernel has. */
  int inKernel() {
    return (watchingWake ? 1 : 0) + (aborting ? 1 : 0);
  }

  /** Gives the memory back; only when {@link #inKernel()} is 0. */
  @Override
  public void close() {
    arena.close();
  }

  private static long userData(int kind) {
    return (long) kind << KIND_SHIFT;
  }
}
