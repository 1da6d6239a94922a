package org.baton.vfio.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.baton.vfio.DeviceState;
import org.baton.vfio.PrecopyInfo;
import org.baton.vfio.VfioException;
import org.junit.jupiter.api.Test;

/** Moving the stream makes no garbage, however much is moved. */
class AllocationTest {
  private static final int CHUNK = 1 << 20;
  private static final int ROUNDS = 1000;

  /** What asking for the allocated bytes allocates itself, at most. */
  private static final long MEASUREMENT_BYTES = 512;

  /** Until the loops are compiled some objects are left on the heap; a busy machine takes long. */
  private static final long COMPILED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final com.sun.management.ThreadMXBean threads =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void readWriteAndInfoAllocateNothing() throws VfioException {
    VirtualTime time = new VirtualTime();
    SimulatedDevice source =
        SimulatedDeviceSpec.parse(
                "initialBytes=1M,dirtyBytesPerSecond=8G,dirtyLimitBytes=1M,reinitEvery=100ms,"
                    + "saveBytesPerSecond=1G,fault=read:1000000:EIO")
            .open(time);
    SimulatedDevice destination =
        SimulatedDeviceSpec.parse("loadBytesPerSecond=1G,initialLoadTime=1us").open(time);
    source.setState(DeviceState.PRE_COPY, DeviceState.ERROR);
    destination.setState(DeviceState.RESUMING, DeviceState.ERROR);
    PrecopyInfo info = new PrecopyInfo();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(CHUNK);
      long least = Long.MAX_VALUE;
      long begin = System.nanoTime();
      while (least > MEASUREMENT_BYTES && System.nanoTime() - begin < COMPILED_WITHIN_NANOS) {
        long before = threads.getCurrentThreadAllocatedBytes();
        move(source, destination, buffer, info);
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).isLessThanOrEqualTo(MEASUREMENT_BYTES);
    }
    assertThat(destination.bytesLoaded()).isEqualTo(source.bytesDelivered());
    assertThat(source.bytesDelivered()).isGreaterThan(ROUNDS * (CHUNK / 2L));
  }

  private static void move(
      SimulatedDevice source, SimulatedDevice destination, MemorySegment buffer, PrecopyInfo info)
      throws VfioException {
    for (int round = 0; round < ROUNDS; round++) {
      source.precopyInfo(info);
      int left = source.read(buffer, 0, CHUNK);
      int offset = 0;
      while (left > 0) {
        int taken = destination.write(buffer, offset, left);
        offset += taken;
        left -= taken;
      }
    }
  }
}
