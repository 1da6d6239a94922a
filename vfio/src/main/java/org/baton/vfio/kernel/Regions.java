package org.baton.vfio.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.vfio_device_info;
import org.baton.bindings.linux.vfio_region_info;
import org.baton.vfio.VfioException;

/**
 * The regions of a device: {@code VFIO_DEVICE_GET_INFO} and {@code VFIO_DEVICE_GET_REGION_INFO}.
 *
 * <p>One thread at a time.
 */
public final class Regions {
  /** Index of the first of the six BARs of a PCI device. */
  public static final int PCI_BAR0 = 0;

  /** Index of a PCI device's configuration space. */
  public static final int PCI_CONFIG = 7;

  private final String device;
  private final KernelCalls calls;
  private final DeviceFd fd;

  Regions(String device, KernelCalls calls, DeviceFd fd) {
    this.device = device;
    this.calls = calls;
    this.fd = fd;
  }

  /**
   * How many regions there are; some may be empty.
   *
   * @throws VfioException if the driver does not say
   */
  public int count() throws VfioException {
    MemorySegment info = vfio_device_info.allocate(Arena.ofAuto());
    vfio_device_info.argsz(info, (int) vfio_device_info.sizeof());
    int result = calls.ioctl(fd.fd(), Linux.VFIO_DEVICE_GET_INFO(), info);
    if (result < 0) {
      throw Refusal.of(device, "VFIO_DEVICE_GET_INFO", result, "");
    }
    return vfio_device_info.num_regions(info);
  }

  /**
   * The region with an index.
   *
   * @param index below {@link #count()}
   * @throws VfioException if there is none
   */
  public Region region(int index) throws VfioException {
    MemorySegment info = vfio_region_info.allocate(Arena.ofAuto());
    vfio_region_info.argsz(info, (int) vfio_region_info.sizeof());
    vfio_region_info.index(info, index);
    int result = calls.ioctl(fd.fd(), Linux.VFIO_DEVICE_GET_REGION_INFO(), info);
    if (result < 0) {
      throw Refusal.of(device, "VFIO_DEVICE_GET_REGION_INFO of region " + index, result, "");
    }
    return new Region(device, calls, fd, index, info);
  }
}
