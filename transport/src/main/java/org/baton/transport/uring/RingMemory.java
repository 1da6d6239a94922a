package org.baton.transport.uring;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Ordered access to the 32-bit words of a ring that the kernel reads and writes too.
 *
 * <p>{@code io_uring(7)}: a side publishes its own index with a release store and reads the other's
 * with an acquire load; then what was written before the store is seen after the load.
 */
final class RingMemory {
  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle().withInvokeExactBehavior();

  private RingMemory() {}

  static int getAcquire(MemorySegment ring, long offset) {
    return (int) INT.getAcquire(ring, offset);
  }

  static void setRelease(MemorySegment ring, long offset, int value) {
    INT.setRelease(ring, offset, value);
  }
}
