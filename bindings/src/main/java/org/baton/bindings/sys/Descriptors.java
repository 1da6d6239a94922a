package org.baton.bindings.sys;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.baton.bindings.linux.Linux;

/**
 * Calls that make file descriptors, and those on files and counters that come with them.
 *
 * <p>Every method with a result returns it, or the negated error number. A descriptor made here is
 * never inherited by a program that this process starts.
 */
public final class Descriptors {
  private static final int INTERRUPTED = -Linux.EINTR();
  private static final MemorySegment ONE = Arena.global().allocateFrom(JAVA_LONG, 1L);

  private Descriptors() {}

  /**
   * Opens a file that exists; see {@code open(2)}.
   *
   * @param path the path
   * @param flags {@code O_*}; {@code O_CLOEXEC} is added
   * @return the descriptor, or the negated error number
   */
  public static int open(String path, int flags) {
    return open(path, flags, 0);
  }

  /**
   * Opens or creates a file; see {@code open(2)}.
   *
   * @param path the path
   * @param flags {@code O_*}; {@code O_CLOEXEC} is added
   * @param mode the permissions of a file that is created
   * @return the descriptor, or the negated error number
   */
  public static int open(String path, int flags, int mode) {
    try (Arena arena = Arena.ofConfined()) {
      long address = arena.allocateFrom(path).address();
      int result;
      do {
        result = (int) Handles.OPEN.invokeExact(address, flags | Linux.O_CLOEXEC(), mode);
      } while (result == INTERRUPTED);
      return result;
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Makes a counter that can be waited for; see {@code eventfd(2)}.
   *
   * @param initial where the counter starts, unsigned
   * @param flags {@code EFD_*}; {@code EFD_CLOEXEC} is added
   * @return the descriptor, or the negated error number
   */
  public static int eventfd(int initial, int flags) {
    try {
      return (int) Handles.EVENTFD.invokeExact(initial, flags | Linux.EFD_CLOEXEC());
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Adds 1 to such a counter, with {@code write(2)}. Allocates nothing. That it cannot be done is
   * not told: the counter is full then, and can be read as it should, or the descriptor is no
   * counter.
   *
   * @param eventfd the descriptor
   */
  public static void signal(int eventfd) {
    try {
      long ignored = (long) Handles.WRITE.invokeExact(eventfd, ONE.address(), ONE.byteSize());
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Makes a file that lives in memory, empty; see {@code memfd_create(2)}.
   *
   * @param name what {@code /proc} shows for it
   * @param flags {@code MFD_*}; {@code MFD_CLOEXEC} is added
   * @return the descriptor, or the negated error number
   */
  public static int memfdCreate(String name, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      long address = arena.allocateFrom(name).address();
      return (int) Handles.MEMFD_CREATE.invokeExact(address, flags | Linux.MFD_CLOEXEC());
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Makes a descriptor that reports page faults and writes to protected pages; see {@code
   * userfaultfd(2)}. Answers {@code -EPERM} to an ordinary user unless {@code
   * vm.unprivileged_userfaultfd} is 1 or the flags hold {@code UFFD_USER_MODE_ONLY}.
   *
   * @param flags {@code O_NONBLOCK}, {@code UFFD_USER_MODE_ONLY}; {@code O_CLOEXEC} is added
   * @return the descriptor, or the negated error number
   */
  public static int userfaultfd(int flags) {
    try {
      return (int)
          (long)
              Handles.SYSCALL_USERFAULTFD.invokeExact(
                  (long) Linux.__NR_userfaultfd(), (long) (flags | Linux.O_CLOEXEC()));
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Makes a file longer or shorter; see {@code ftruncate(2)}.
   *
   * @param fd the descriptor
   * @param length the new length in bytes
   * @return 0, or the negated error number
   */
  public static int ftruncate(int fd, long length) {
    try {
      int result;
      do {
        result = (int) Handles.FTRUNCATE.invokeExact(fd, length);
      } while (result == INTERRUPTED);
      return result;
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Removes a name, that of a socket for example; see {@code unlink(2)}.
   *
   * @param path the path
   * @return 0, or the negated error number
   */
  public static int unlink(String path) {
    try (Arena arena = Arena.ofConfined()) {
      return (int) Handles.UNLINK.invokeExact(arena.allocateFrom(path).address());
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  private static final class Handles {
    static final MethodHandle OPEN =
        Downcall.linkVariadic("open", 2, int.class, long.class, int.class, int.class);
    static final MethodHandle EVENTFD = Downcall.link("eventfd", int.class, int.class, int.class);
    static final MethodHandle WRITE =
        Downcall.linkWithoutErrno("write", long.class, int.class, long.class, long.class);
    static final MethodHandle MEMFD_CREATE =
        Downcall.link("memfd_create", int.class, long.class, int.class);
    static final MethodHandle SYSCALL_USERFAULTFD =
        Downcall.linkVariadic("syscall", 1, long.class, long.class, long.class);
    static final MethodHandle FTRUNCATE =
        Downcall.link("ftruncate", int.class, int.class, long.class);
    static final MethodHandle UNLINK = Downcall.link("unlink", int.class, long.class);
  }
}
