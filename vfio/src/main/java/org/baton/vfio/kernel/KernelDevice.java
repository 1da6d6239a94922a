package org.baton.vfio.kernel;

import org.baton.vfio.MigratableDevice;

/**
 * A device of the kernel's VFIO, with what other devices do not have: regions and a log of DMA
 * writes.
 *
 * <p><b>Threading:</b> that of {@link MigratableDevice}. The regions and the log may each be used
 * by one other thread at a time, also while the device's own thread is blocked in the driver; all
 * of them must have ended before {@link #close()}.
 */
public interface KernelDevice extends MigratableDevice {
  /** The device's regions: BARs and configuration space of a PCI device. */
  Regions regions();

  /** The device's log of the memory it writes by DMA. */
  DirtyLog dirtyLog();
}
