package org.baton.bindings.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.rlimit;

/**
 * A limit of this process; see {@code getrlimit(2)}. That of {@code RLIMIT_MEMLOCK} bounds the
 * memory that can be registered with a ring or mapped for a device.
 *
 * @param soft what holds, in the resource's unit, bytes for memory; {@link #UNLIMITED} for no limit
 * @param hard how far an ordinary user may raise it
 */
public record ResourceLimit(long soft, long hard) {
  /** No limit, {@code RLIM_INFINITY}. */
  public static final long UNLIMITED = Linux.RLIM_INFINITY();

  /**
   * Reads a limit.
   *
   * @param resource {@code RLIMIT_*}
   * @return the limit
   * @throws SystemCallException when there is no such resource
   */
  public static ResourceLimit get(int resource) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limit = rlimit.allocate(arena);
      SystemCallException.check(
          "getrlimit of resource " + resource,
          (int) Handles.GETRLIMIT.invokeExact(resource, limit.address()));
      return new ResourceLimit(rlimit.rlim_cur(limit), rlimit.rlim_max(limit));
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Changes a limit, for every thread of the process.
   *
   * @param resource {@code RLIMIT_*}
   * @param soft what shall hold
   * @param hard how far it may be raised again; only a privileged user can raise this one
   * @return 0, or the negated error number
   */
  public static int set(int resource, long soft, long hard) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limit = rlimit.allocate(arena);
      rlimit.rlim_cur(limit, soft);
      rlimit.rlim_max(limit, hard);
      return (int) Handles.SETRLIMIT.invokeExact(resource, limit.address());
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Whether nothing is limited.
   *
   * @return true when {@link #soft} is {@link #UNLIMITED}
   */
  public boolean unlimited() {
    return soft == UNLIMITED;
  }

  private static final class Handles {
    static final MethodHandle GETRLIMIT =
        Downcall.link("getrlimit", int.class, int.class, long.class);
    static final MethodHandle SETRLIMIT =
        Downcall.link("setrlimit", int.class, int.class, long.class);
  }
}
