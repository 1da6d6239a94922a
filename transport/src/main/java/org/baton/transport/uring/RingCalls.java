package org.baton.transport.uring;

import java.lang.foreign.MemorySegment;
import org.baton.bindings.sys.UringCalls;

/**
 * The three system calls of io_uring as the rings make them. Results are the kernel's, or the
 * negated error number.
 *
 * <p>A seam: what a kernel refuses can be refused here too, one thing at a time.
 */
public interface RingCalls {
  /** The kernel's. */
  RingCalls KERNEL =
      new RingCalls() {
        @Override
        public int setup(int entries, MemorySegment params) {
          return UringCalls.setup(entries, params);
        }

        @Override
        public int enter(
            int fd, int toSubmit, int minComplete, int flags, long argument, long length) {
          return UringCalls.enter(fd, toSubmit, minComplete, flags, argument, length);
        }

        @Override
        public int register(int fd, int opcode, long argument, int count) {
          return UringCalls.register(fd, opcode, argument, count);
        }
      };

  /** See {@code io_uring_setup(2)}. */
  int setup(int entries, MemorySegment params);

  /** See {@code io_uring_enter(2)}. */
  int enter(int fd, int toSubmit, int minComplete, int flags, long argument, long length);

  /** See {@code io_uring_register(2)}. */
  int register(int fd, int opcode, long argument, int count);
}
