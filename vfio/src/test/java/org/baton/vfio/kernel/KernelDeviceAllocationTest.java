package org.baton.vfio.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.baton.vfio.DeviceState;
import org.baton.vfio.PrecopyInfo;
import org.baton.vfio.VfioException;
import org.junit.jupiter.api.Test;

/** What the device thread does again and again leaves nothing for the collector. */
class KernelDeviceAllocationTest {
  private static final int CALLS = 400_000;

  /** Until they are compiled the calls allocate; a busy machine takes its time over that. */
  private static final long COMPILED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** One object of the smallest size at each of the calls would be 6 MB. */
  private static final long NOISE_BYTES = 100_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final SteadyKernel kernel = new SteadyKernel();
  private final MemorySegment buffer = Arena.ofAuto().allocate(64, 8);
  private final PrecopyInfo info = new PrecopyInfo();

  @Test
  void readingWritingAndAskingAllocateNothing() throws VfioException {
    try (KernelDevice device = KernelDevices.fromFd("nic0", 3, FdOwnership.BORROWED, kernel)) {
      long allocated = Long.MAX_VALUE;
      long begin = System.nanoTime();
      while (allocated > NOISE_BYTES && System.nanoTime() - begin < COMPILED_WITHIN_NANOS) {
        long before = threads.getCurrentThreadAllocatedBytes();
        long sum = save(device) + load(device);
        allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(sum).isEqualTo(2L * CALLS * SteadyKernel.BYTES);
      }
      assertThat(allocated).isLessThanOrEqualTo(NOISE_BYTES);
    }
  }

  private long save(KernelDevice device) throws VfioException {
    device.setState(DeviceState.PRE_COPY, DeviceState.ERROR);
    long sum = 0;
    for (int i = 0; i < CALLS; i++) {
      device.precopyInfo(info);
      sum += device.read(buffer, 0, 64);
      sum += device.state() == DeviceState.PRE_COPY ? 0 : 1;
      sum += device.stopCopyBytes() < 0 ? 1 : 0;
      device.dirtyLog().report(0, 4096, 4096, buffer);
    }
    return sum;
  }

  private long load(KernelDevice device) throws VfioException {
    device.setState(DeviceState.RESUMING, DeviceState.ERROR);
    long sum = 0;
    for (int i = 0; i < CALLS; i++) {
      sum += device.write(buffer, 0, 64);
    }
    device.setState(DeviceState.RUNNING, DeviceState.ERROR);
    return sum;
  }
}
