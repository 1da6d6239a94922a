package org.baton.transport.uring;

/**
 * An entry of the completion queue, {@code struct io_uring_cqe} of {@code linux/io_uring.h}.
 *
 * <pre>
 *    0               4               8
 *    +-------------------------------+
 *  0 |          user_data            |   as in the submission
 *    +---------------+---------------+
 *  8 |      res      |     flags     |   bytes or -errno; IORING_CQE_F_*
 *    +---------------+---------------+
 * </pre>
 */
final class CqeDescriptor {
  /** Bytes of an entry. */
  static final long SIZE = 16;

  static final long USER_DATA = 0;
  static final long RESULT = 8;
  static final long FLAGS = 12;

  private CqeDescriptor() {}
}
