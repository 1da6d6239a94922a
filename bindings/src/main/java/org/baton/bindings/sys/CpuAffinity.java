package org.baton.bindings.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.BitSet;

/** The processors a thread may run on; see {@code sched_setaffinity(2)}. */
public final class CpuAffinity {
  /** What {@code cpu_set_t} holds. */
  private static final int MASK_BYTES = 128;

  private static final int CALLING_THREAD = 0;

  private CpuAffinity() {}

  /**
   * Binds the calling platform thread.
   *
   * @param cpus the numbers of the processors, each below 1024
   * @return 0, or the negated error number; {@code -EINVAL} when the process may use none of them
   */
  public static int set(int... cpus) {
    BitSet mask = new BitSet();
    for (int cpu : cpus) {
      if (cpu < 0 || cpu >= MASK_BYTES * Byte.SIZE) {
        throw new IllegalArgumentException("No processor has the number " + cpu);
      }
      mask.set(cpu);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bits = arena.allocate(MASK_BYTES, Long.BYTES);
      byte[] bytes = mask.toByteArray();
      MemorySegment.copy(bytes, 0, bits, ValueLayout.JAVA_BYTE, 0, bytes.length);
      return (int)
          Handles.SCHED_SETAFFINITY.invokeExact(CALLING_THREAD, (long) MASK_BYTES, bits.address());
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  /**
   * Where the calling platform thread may run.
   *
   * @return the numbers of the processors, ascending
   * @throws SystemCallException when the kernel has more processors than the mask
   */
  public static int[] get() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bits = arena.allocate(MASK_BYTES, Long.BYTES);
      SystemCallException.check(
          "sched_getaffinity",
          (int)
              Handles.SCHED_GETAFFINITY.invokeExact(
                  CALLING_THREAD, (long) MASK_BYTES, bits.address()));
      return BitSet.valueOf(bits.toArray(ValueLayout.JAVA_LONG)).stream().toArray();
    } catch (Throwable t) {
      throw Downcall.rethrow(t);
    }
  }

  private static final class Handles {
    static final MethodHandle SCHED_SETAFFINITY =
        Downcall.link("sched_setaffinity", int.class, int.class, long.class, long.class);
    static final MethodHandle SCHED_GETAFFINITY =
        Downcall.link("sched_getaffinity", int.class, int.class, long.class, long.class);
  }
}
