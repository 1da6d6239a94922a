package org.baton.vfio.kernel;

import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.Linux;
import org.baton.vfio.DeviceState;
import org.baton.vfio.DeviceStateTable;
import org.baton.vfio.MigrationFlags;
import org.baton.vfio.PrecopyInfo;
import org.baton.vfio.VfioException;

/** A device behind a VFIO device fd, however that was come by. */
final class VfioKernelDevice implements KernelDevice {
  private final String name;
  private final DeviceFd fd;
  private final MigrationFlags flags;
  private final boolean reportsReinit;
  private final DeviceFeatures features;
  private final Session session;
  private final StateControl states;
  private final Regions regions;
  private final DirtyLog dirtyLog;

  private VfioKernelDevice(
      String name,
      KernelCalls calls,
      DeviceFd fd,
      DeviceFeatures features,
      MigrationFlags flags,
      boolean reportsReinit) {
    this.name = name;
    this.fd = fd;
    this.features = features;
    this.flags = flags;
    this.reportsReinit = reportsReinit;
    this.session = new Session(name, calls, reportsReinit);
    this.states = new StateControl(name, calls, fd, flags, features, session);
    this.regions = new Regions(name, calls, fd);
    this.dirtyLog = new DirtyLog(name, calls, fd);
  }

  /**
   * Makes a device that nobody but us has open ready to migrate: its features, the opt-in, RUNNING.
   *
   * @param driver the driver's name for the message that says it cannot migrate, or ""
   * @throws VfioException if the device cannot migrate; the fd is left to the caller then
   */
  static VfioKernelDevice opened(String name, KernelCalls calls, DeviceFd fd, String driver)
      throws VfioException {
    VfioKernelDevice device = probe(name, calls, fd, driver);
    // Some drivers keep their state when the last fd is closed; taking over half a session of
    // somebody who died would lead mtty into a kernel oops.
    if (device.states.ask() != DeviceState.RUNNING) {
      device.states.reset();
    }
    return device;
  }

  /** Takes a device over as it is: its state is the guest's affair and that of its hypervisor. */
  static VfioKernelDevice handedOver(String name, KernelCalls calls, DeviceFd fd)
      throws VfioException {
    VfioKernelDevice device = probe(name, calls, fd, "");
    DeviceState state = device.states.ask();
    if (state == DeviceState.ERROR) {
      // Only a reset leaves it, and the first refusal of a migration would make that reset.
      throw new VfioException(
          name,
          "handed over in state ERROR, which only a reset leaves, and that would take the device"
              + " from its guest: let the hypervisor reset it, and hand it over in RUNNING or STOP",
          0);
    }
    if (DeviceStateTable.hasSession(state)) {
      throw new VfioException(
          name,
          "handed over in state "
              + state
              + ", with a session whose data fd is elsewhere; end it first, in RUNNING or STOP",
          0);
    }
    return device;
  }

  private static VfioKernelDevice probe(String name, KernelCalls calls, DeviceFd fd, String driver)
      throws VfioException {
    DeviceFeatures features = new DeviceFeatures(calls, fd);
    long bits = features.migrationFlags();
    if (bits < 0) {
      throw Refusal.of(name, "VFIO_DEVICE_FEATURE_MIGRATION GET", bits, mend((int) -bits, driver));
    }
    MigrationFlags flags = new MigrationFlags(bits);
    if (!flags.hasStopCopy()) {
      throw new VfioException(
          name, "its driver has the migration flags " + flags + ", STOP_COPY is missing", 0);
    }
    boolean reportsReinit = flags.hasPrecopy() && optIn(name, features);
    return new VfioKernelDevice(name, calls, fd, features, flags, reportsReinit);
  }

  /** Opts in to {@code MIG_PRECOPY_INFOv2}. Kernels before 7.1 do not know it, which is normal. */
  private static boolean optIn(String name, DeviceFeatures features) throws VfioException {
    int result = features.set(Linux.VFIO_DEVICE_FEATURE_MIG_PRECOPY_INFOv2(), 0);
    if (result == 0) {
      return true;
    }
    if (result == -Linux.ENOTTY() || result == -Linux.EINVAL()) {
      return false;
    }
    throw Refusal.of(name, "VFIO_DEVICE_FEATURE_MIG_PRECOPY_INFOv2 SET", result, "");
  }

  private static String mend(int errno, String driver) {
    if (errno == Linux.EINVAL() || errno == Linux.EBADF()) {
      return "the fd must be that of a VFIO device, a cdev's bound to its iommufd";
    }
    if (errno != Linux.ENOTTY()) {
      return "";
    }
    return (driver.isEmpty() ? "it is no VFIO device, or its driver" : "its driver " + driver)
        + " cannot migrate; it takes a driver that can, for a PCI device a variant driver such as"
        + " mlx5_vfio_pci: write its name to driver_override of the device, unbind it, and write"
        + " its address to /sys/bus/pci/drivers_probe";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public MigrationFlags flags() {
    return flags;
  }

  @Override
  public boolean reportsReinit() {
    return reportsReinit;
  }

  @Override
  public DeviceState state() throws VfioException {
    requireOpen();
    return states.ask();
  }

  @Override
  public void setState(DeviceState target) throws VfioException {
    requireOpen();
    states.set(target);
  }

  @Override
  public int read(MemorySegment buffer, long offset, int length) throws VfioException {
    requireOpen();
    return session.read(states.known(), buffer, offset, length);
  }

  @Override
  public int write(MemorySegment buffer, long offset, int length) throws VfioException {
    requireOpen();
    return session.write(states.known(), buffer, offset, length);
  }

  @Override
  public void precopyInfo(PrecopyInfo info) throws VfioException {
    requireOpen();
    session.precopyInfo(states.known(), info);
  }

  @Override
  public boolean takeReinit() {
    return session.takeReinit();
  }

  @Override
  public long stopCopyBytes() throws VfioException {
    requireOpen();
    long result = features.stopCopyBytes();
    if (result < 0) {
      throw Refusal.of(name, "VFIO_DEVICE_FEATURE_MIG_DATA_SIZE GET", result, "");
    }
    return result;
  }

  @Override
  public void reset() throws VfioException {
    requireOpen();
    states.reset();
  }

  @Override
  public Regions regions() {
    return regions;
  }

  @Override
  public DirtyLog dirtyLog() {
    return dirtyLog;
  }

  @Override
  public void close() {
    session.close();
    fd.close();
  }

  @Override
  public String toString() {
    return "VFIO device " + name;
  }

  /** Said here, since the driver's EBADF could mean something else. */
  private void requireOpen() throws VfioException {
    if (fd.fd() < 0) {
      throw new VfioException(name, "the device is closed", 0);
    }
  }
}
