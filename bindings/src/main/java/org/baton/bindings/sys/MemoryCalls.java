package org.baton.bindings.sys;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/**
 * Calls on ranges of memory. Mapping and unmapping are {@link MappedMemory}'s.
 *
 * <p>Every method returns 0 or the negated error number. Addresses start a page.
 */
public final class MemoryCalls {
  private MemoryCalls() {}

  /**
   * Tells the kernel how a range will be used; see {@code madvise(2)}.
   *
   * @param address where the range starts
   * @param length the length in bytes
   * @param advice {@code MADV_*}
   * @return 0, or the negated error number
   */
  public static int madvise(long address, long length, int advice) {
    try {
      return (int) Handles.MADVISE.invokeExact(address, length, advice);
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Tells the kernel how a segment will be used; see {@code madvise(2)}.
   *
   * @param segment the segment
   * @param advice {@code MADV_*}
   * @return 0, or the negated error number
   */
  public static int madvise(MemorySegment segment, int advice) {
    try {
      return madvise(whole(segment), segment.byteSize(), advice);
    } finally {
      Reference.reachabilityFence(segment);
    }
  }

  /**
   * Keeps a range in memory; see {@code mlock(2)}. {@code -ENOMEM} means the locked-memory limit,
   * see {@link ResourceLimit}.
   *
   * @param address where the range starts
   * @param length the length in bytes
   * @return 0, or the negated error number
   */
  public static int mlock(long address, long length) {
    try {
      return (int) Handles.MLOCK.invokeExact(address, length);
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Keeps a segment in memory; see {@code mlock(2)}.
   *
   * @param segment the segment
   * @return 0, or the negated error number
   */
  public static int mlock(MemorySegment segment) {
    try {
      return mlock(whole(segment), segment.byteSize());
    } finally {
      Reference.reachabilityFence(segment);
    }
  }

  /**
   * Lets a range be paged out again; see {@code munlock(2)}.
   *
   * @param address where the range starts
   * @param length the length in bytes
   * @return 0, or the negated error number
   */
  public static int munlock(long address, long length) {
    try {
      return (int) Handles.MUNLOCK.invokeExact(address, length);
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Lets a segment be paged out again; see {@code munlock(2)}.
   *
   * @param segment the segment
   * @return 0, or the negated error number
   */
  public static int munlock(MemorySegment segment) {
    try {
      return munlock(whole(segment), segment.byteSize());
    } finally {
      Reference.reachabilityFence(segment);
    }
  }

  /** See {@code mmap(2)}: the address, or the negated error number; user addresses are positive. */
  static long mmap(long length, int protection, int flags, int fd, long offset) {
    try {
      return (long) Handles.MMAP.invokeExact(0L, length, protection, flags, fd, offset);
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /** See {@code munmap(2)}. */
  static int munmap(long address, long length) {
    try {
      return (int) Handles.MUNMAP.invokeExact(address, length);
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  private static long whole(MemorySegment segment) {
    return Addresses.readable(segment, 0, segment.byteSize());
  }

  private static final class Handles {
    static final MethodHandle MADVISE =
        Downcall.link("madvise", int.class, long.class, long.class, int.class);
    static final MethodHandle MLOCK = Downcall.link("mlock", int.class, long.class, long.class);
    static final MethodHandle MUNLOCK = Downcall.link("munlock", int.class, long.class, long.class);
    static final MethodHandle MMAP =
        Downcall.link(
            "mmap",
            long.class,
            long.class,
            long.class,
            int.class,
            int.class,
            int.class,
            long.class);
    static final MethodHandle MUNMAP = Downcall.link("munmap", int.class, long.class, long.class);
  }
}
