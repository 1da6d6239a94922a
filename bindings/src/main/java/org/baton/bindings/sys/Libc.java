package org.baton.bindings.sys;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.pollfd;

/**
 * Calls on a file descriptor that is open, and questions about the process.
 *
 * <p>Every method returns the result or the negated error number; {@code read}, {@code write},
 * {@code pread}, {@code pwrite}, {@code ioctl}, {@code fcntl}, {@code poll} and {@code close}
 * allocate nothing. The package's description says which of them repeat an interrupted call, and
 * what a bare address obliges the caller to.
 */
public final class Libc {
  private static final int INTERRUPTED = -Linux.EINTR();

  private Libc() {}

  /**
   * Closes a descriptor; see {@code close(2)}. Not to be called again whatever it returns: the
   * number is free, and may already be another thread's.
   *
   * @param fd the descriptor
   * @return 0, or the negated error number
   */
  public static int close(int fd) {
    try {
      return (int) Handles.CLOSE.invokeExact(fd);
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Reads; see {@code read(2)}.
   *
   * @param fd the descriptor
   * @param address where the bytes go
   * @param length the most to read, in bytes
   * @return the bytes read, 0 at the end, or the negated error number
   */
  public static long read(int fd, long address, long length) {
    try {
      long result;
      do {
        result = (long) Handles.READ.invokeExact(fd, address, length);
      } while (result == INTERRUPTED);
      return result;
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Reads into a range of a segment; see {@code read(2)}.
   *
   * @param fd the descriptor
   * @param segment where the bytes go
   * @param offset the first byte of the range
   * @param length the most to read, in bytes
   * @return the bytes read, 0 at the end, or the negated error number
   */
  public static long read(int fd, MemorySegment segment, long offset, long length) {
    try {
      return read(fd, Addresses.writable(segment, offset, length), length);
    } finally {
      Reference.reachabilityFence(segment);
    }
  }

  /**
   * Writes; see {@code write(2)}.
   *
   * @param fd the descriptor
   * @param address where the bytes are
   * @param length the most to write, in bytes
   * @return the bytes written, or the negated error number
   */
  public static long write(int fd, long address, long length) {
    try {
      long result;
      do {
        result = (long) Handles.WRITE.invokeExact(fd, address, length);
      } while (result == INTERRUPTED);
      return result;
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Writes a range of a segment; see {@code write(2)}.
   *
   * @param fd the descriptor
   * @param segment where the bytes are
   * @param offset the first byte of the range
   * @param length the most to write, in bytes
   * @return the bytes written, or the negated error number
   */
  public static long write(int fd, MemorySegment segment, long offset, long length) {
    try {
      return write(fd, Addresses.readable(segment, offset, length), length);
    } finally {
      Reference.reachabilityFence(segment);
    }
  }

  /**
   * Reads at a position; see {@code pread(2)}.
   *
   * @param fd the descriptor
   * @param address where the bytes go
   * @param length the most to read, in bytes
   * @param position where in the file, in bytes
   * @return the bytes read, 0 at the end, or the negated error number
   */
  public static long pread(int fd, long address, long length, long position) {
    try {
      long result;
      do {
        result = (long) Handles.PREAD.invokeExact(fd, address, length, position);
      } while (result == INTERRUPTED);
      return result;
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Reads at a position into a range of a segment; see {@code pread(2)}.
   *
   * @param fd the descriptor
   * @param segment where the bytes go
   * @param offset the first byte of the range
   * @param length the most to read, in bytes
   * @param position where in the file, in bytes
   * @return the bytes read, 0 at the end, or the negated error number
   */
  public static long pread(int fd, MemorySegment segment, long offset, long length, long position) {
    try {
      return pread(fd, Addresses.writable(segment, offset, length), length, position);
    } finally {
      Reference.reachabilityFence(segment);
    }
  }

  /**
   * Writes at a position; see {@code pwrite(2)}.
   *
   * @param fd the descriptor
   * @param address where the bytes are
   * @param length the most to write, in bytes
   * @param position where in the file, in bytes
   * @return the bytes written, or the negated error number
   */
  public static long pwrite(int fd, long address, long length, long position) {
    try {
      long result;
      do {
        result = (long) Handles.PWRITE.invokeExact(fd, address, length, position);
      } while (result == INTERRUPTED);
      return result;
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Writes a range of a segment at a position; see {@code pwrite(2)}.
   *
   * @param fd the descriptor
   * @param segment where the bytes are
   * @param offset the first byte of the range
   * @param length the most to write, in bytes
   * @param position where in the file, in bytes
   * @return the bytes written, or the negated error number
   */
  public static long pwrite(
      int fd, MemorySegment segment, long offset, long length, long position) {
    try {
      return pwrite(fd, Addresses.readable(segment, offset, length), length, position);
    } finally {
      Reference.reachabilityFence(segment);
    }
  }

  /**
   * Asks a driver; see {@code ioctl(2)}.
   *
   * @param fd the descriptor
   * @param request the request's number, from the kernel's headers
   * @param argument a number, or the address of the argument
   * @return what the driver returns, or the negated error number, {@code -EINTR} among them
   */
  public static int ioctl(int fd, long request, long argument) {
    try {
      return (int) Handles.IOCTL.invokeExact(fd, request, argument);
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Asks a driver, with an argument that it reads or writes; see {@code ioctl(2)}. How much of it
   * the driver touches is in the request or in the argument itself, and cannot be checked here.
   *
   * @param fd the descriptor
   * @param request the request's number, from the kernel's headers
   * @param argument the argument
   * @return what the driver returns, or the negated error number, {@code -EINTR} among them
   */
  public static int ioctl(int fd, long request, MemorySegment argument) {
    try {
      return ioctl(fd, request, Addresses.writable(argument, 0, argument.byteSize()));
    } finally {
      Reference.reachabilityFence(argument);
    }
  }

  /**
   * Reads or changes a property of a descriptor; see {@code fcntl(2)}.
   *
   * @param fd the descriptor
   * @param command {@code F_*}, one whose argument is a number
   * @param argument the argument, 0 where the command has none
   * @return what the command returns, or the negated error number
   */
  public static int fcntl(int fd, int command, long argument) {
    try {
      return (int) Handles.FCNTL.invokeExact(fd, command, argument);
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Waits until one of some descriptors is ready; see {@code poll(2)}.
   *
   * @param pollfds the address of an array of {@code struct pollfd}
   * @param count the length of the array
   * @param timeoutMillis how long to wait; negative for ever
   * @return how many are ready, 0 after the timeout or a signal, or the negated error number
   */
  public static int poll(long pollfds, int count, int timeoutMillis) {
    try {
      int ready = (int) Quiet.POLL.invokeExact(pollfds, (long) count, timeoutMillis);
      // A thread that seldom waits does so in code that is not compiled yet, where keeping errno
      // leaves garbage; so it is kept only after a failure, by asking once more without waiting.
      return ready >= 0 ? ready : (int) Handles.POLL.invokeExact(pollfds, (long) count, 0);
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Waits until one of some descriptors is ready; see {@code poll(2)}.
   *
   * @param pollfds an array of {@code struct pollfd}
   * @param timeoutMillis how long to wait; negative for ever
   * @return how many are ready, 0 after the timeout or a signal, or the negated error number
   */
  public static int poll(MemorySegment pollfds, int timeoutMillis) {
    try {
      int count = (int) (pollfds.byteSize() / pollfd.sizeof());
      return poll(Addresses.writable(pollfds, 0, pollfds.byteSize()), count, timeoutMillis);
    } finally {
      Reference.reachabilityFence(pollfds);
    }
  }

  /**
   * The user this process acts as; see {@code geteuid(2)}.
   *
   * @return the effective user id, 0 for root
   */
  public static int geteuid() {
    try {
      return (int) Handles.GETEUID.invokeExact();
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * The size of a base page; see {@code sysconf(3)}.
   *
   * @return the size in bytes
   */
  public static long pageSize() {
    try {
      return (long) Handles.SYSCONF.invokeExact(Linux._SC_PAGESIZE());
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /** Handles whose errno nobody asks for. */
  private static final class Quiet {
    static final MethodHandle POLL =
        Downcall.linkWithoutErrno("poll", int.class, long.class, long.class, int.class);
  }

  private static final class Handles {
    static final MethodHandle CLOSE = Downcall.link("close", int.class, int.class);
    static final MethodHandle READ =
        Downcall.link("read", long.class, int.class, long.class, long.class);
    static final MethodHandle WRITE =
        Downcall.link("write", long.class, int.class, long.class, long.class);
    static final MethodHandle PREAD =
        Downcall.link("pread", long.class, int.class, long.class, long.class, long.class);
    static final MethodHandle PWRITE =
        Downcall.link("pwrite", long.class, int.class, long.class, long.class, long.class);
    static final MethodHandle IOCTL =
        Downcall.linkVariadic("ioctl", 2, int.class, int.class, long.class, long.class);
    static final MethodHandle FCNTL =
        Downcall.linkVariadic("fcntl", 2, int.class, int.class, int.class, long.class);
    static final MethodHandle POLL =
        Downcall.link("poll", int.class, long.class, long.class, int.class);
    static final MethodHandle GETEUID = Downcall.link("geteuid", int.class);
    static final MethodHandle SYSCONF = Downcall.link("sysconf", long.class, int.class);
  }
}
