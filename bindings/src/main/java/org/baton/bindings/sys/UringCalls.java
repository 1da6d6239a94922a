package org.baton.bindings.sys;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.io_uring_params;

/**
 * The three system calls of io_uring; the rings themselves are memory, see {@link MappedMemory}.
 *
 * <p>Every method returns the result or the negated error number; {@code enter} and {@code
 * register} allocate nothing.
 */
public final class UringCalls {
  private UringCalls() {}

  /**
   * Makes a ring; see {@code io_uring_setup(2)}. Answers {@code -EPERM} where {@code
   * kernel.io_uring_disabled} or a seccomp filter forbids it, {@code -ENOSYS} where the kernel
   * lacks it. The ring's descriptor is not inherited by programs.
   *
   * @param entries the length of the submission queue
   * @param params a {@code struct io_uring_params}, which the kernel completes
   * @return the ring's descriptor, or the negated error number
   */
  public static int setup(int entries, MemorySegment params) {
    try {
      long address = Addresses.writable(params, 0, io_uring_params.sizeof());
      return (int)
          (long)
              Handles.SYSCALL_SETUP.invokeExact(
                  (long) Linux.__NR_io_uring_setup(), (long) entries, address);
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    } finally {
      Reference.reachabilityFence(params);
    }
  }

  /**
   * Submits, and waits for completions; see {@code io_uring_enter(2)}.
   *
   * @param ringFd the ring's descriptor, or its registered index
   * @param toSubmit how many entries of the submission queue to take
   * @param minComplete how many completions to wait for
   * @param flags {@code IORING_ENTER_*}
   * @return the entries taken, or the negated error number, {@code -EINTR} and {@code -ETIME} among
   *     them
   */
  public static int enter(int ringFd, int toSubmit, int minComplete, int flags) {
    return enter(ringFd, toSubmit, minComplete, flags, 0, 0);
  }

  /**
   * Submits, and waits for completions, with an extended argument; see {@code io_uring_enter2(2)}.
   *
   * @param ringFd the ring's descriptor, or its registered index
   * @param toSubmit how many entries of the submission queue to take
   * @param minComplete how many completions to wait for
   * @param flags {@code IORING_ENTER_*}, {@code IORING_ENTER_EXT_ARG} among them
   * @param argument the address of a {@code struct io_uring_getevents_arg}
   * @param argumentLength its size in bytes
   * @return the entries taken, or the negated error number, {@code -EINTR} and {@code -ETIME} among
   *     them
   */
  public static int enter(
      int ringFd, int toSubmit, int minComplete, int flags, long argument, long argumentLength) {
    try {
      return (int)
          (long)
              Handles.SYSCALL_ENTER.invokeExact(
                  (long) Linux.__NR_io_uring_enter(),
                  (long) ringFd,
                  (long) toSubmit,
                  (long) minComplete,
                  (long) flags,
                  argument,
                  argumentLength);
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Registers memory, files or options with a ring, or asks it what it can do; see {@code
   * io_uring_register(2)}.
   *
   * @param ringFd the ring's descriptor
   * @param opcode {@code IORING_REGISTER_*} or {@code IORING_UNREGISTER_*}
   * @param argument the address of the opcode's argument, or 0
   * @param count the length of the argument, in the opcode's own unit
   * @return what the opcode returns, or the negated error number; {@code -ENOMEM} when registering
   *     buffers means the locked-memory limit, see {@link ResourceLimit}
   */
  public static int register(int ringFd, int opcode, long argument, int count) {
    try {
      return (int)
          (long)
              Handles.SYSCALL_REGISTER.invokeExact(
                  (long) Linux.__NR_io_uring_register(),
                  (long) ringFd,
                  (long) opcode,
                  argument,
                  (long) count);
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Registers memory, files or options with a ring, or asks it what it can do; see {@code
   * io_uring_register(2)}.
   *
   * @param ringFd the ring's descriptor
   * @param opcode {@code IORING_REGISTER_*} or {@code IORING_UNREGISTER_*}
   * @param argument the opcode's argument
   * @param count the length of the argument, in the opcode's own unit
   * @return what the opcode returns, or the negated error number
   */
  public static int register(int ringFd, int opcode, MemorySegment argument, int count) {
    try {
      return register(ringFd, opcode, Addresses.writable(argument, 0, argument.byteSize()), count);
    } finally {
      Reference.reachabilityFence(argument);
    }
  }

  private static final class Handles {
    static final MethodHandle SYSCALL_SETUP =
        Downcall.linkVariadic("syscall", 1, long.class, long.class, long.class, long.class);
    static final MethodHandle SYSCALL_ENTER =
        Downcall.linkVariadic(
            "syscall",
            1,
            long.class,
            long.class,
            long.class,
            long.class,
            long.class,
            long.class,
            long.class,
            long.class);
    static final MethodHandle SYSCALL_REGISTER =
        Downcall.linkVariadic(
            "syscall", 1, long.class, long.class, long.class, long.class, long.class, long.class);
  }
}
