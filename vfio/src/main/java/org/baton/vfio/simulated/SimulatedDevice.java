package org.baton.vfio.simulated;

import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.sys.Errno;
import org.baton.vfio.DeviceState;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.MigrationFlags;
import org.baton.vfio.PrecopyInfo;
import org.baton.vfio.VfioException;

/**
 * A device without hardware that migrates as the kernel's do: the same states, the same stream
 * rules, the same refusals, in the time and with the faults that its {@link SimulatedDeviceSpec}
 * says.
 *
 * <p><b>Content.</b> The stream describes itself and follows from a few numbers, so nothing of it
 * is stored. A device in RESUMING checks every byte as it is written: any byte changed, and any run
 * of bytes lost, doubled or moved, makes a write fail (EFAULT for the header, EINVAL for the rest)
 * or, at the end of the stream, makes the transition out of RESUMING fail (EINVAL; the device stays
 * in RESUMING). When that transition succeeds the device has taken over the content, and {@link
 * #contentDigest()} is what it is at the source.
 *
 * <p><b>Order.</b> Unread initial data comes before unread dirty data. STOP_COPY reads what is left
 * of both, then the data that only STOP_COPY reads. The device is changed by its guest in PRE_COPY
 * only: in PRE_COPY_P2P it is suspended, as mlx5 is.
 *
 * <p><b>REINIT.</b> A re-initialisation shows in the next {@link #precopyInfo} in PRE_COPY: all
 * unread bytes become initial data and more is added; that answer, and no other, says REINIT. In
 * PRE_COPY_P2P no answer shows it; if the device then stops, the new initial data is read, and
 * loaded, in STOP_COPY. Two re-initialisations without a question between them are one.
 *
 * <p><b>Threading:</b> that of {@link MigratableDevice}; methods that say so are for any thread.
 */
public final class SimulatedDevice implements MigratableDevice {
  private final SimulatedDeviceSpec spec;
  private final SimulatedDriver driver;
  private boolean reinit;
  private boolean closed;

  private SimulatedDevice(SimulatedDeviceSpec spec, SimulatedDriver driver) {
    this.spec = spec;
    this.driver = driver;
  }

  static SimulatedDevice open(SimulatedDeviceSpec spec, SimulatedTime time) throws VfioException {
    SimulatedDriver driver = new SimulatedDriver(spec, time);
    int result = driver.open();
    if (result < 0) {
      throw new VfioException(
          spec.name(), "opening it failed: " + Errno.describe(-result), -result);
    }
    return new SimulatedDevice(spec, driver);
  }

  /** What the device is like. */
  public SimulatedDeviceSpec spec() {
    return spec;
  }

  /** Bytes that {@link #read} has returned since the device was opened; any thread. */
  public long bytesDelivered() {
    return driver.saving().deliveredBytes();
  }

  /** Bytes that {@link #write} has taken and found right since it was opened; any thread. */
  public long bytesLoaded() {
    return driver.resuming().loadedBytes();
  }

  /**
   * One number for what the device holds. Changes with everything the guest changes while a saving
   * session is open, and with a reset.
   */
  public long contentDigest() {
    return driver.content().digest();
  }

  /** What was wrong with the stream last written, and where; empty if nothing was. */
  public String contentFault() {
    return driver.resuming().contentFault();
  }

  /**
   * The guest re-initialises the device now; any thread. Takes effect in a precopy state; outside
   * of one it changes nothing, since the next session begins with initial data anyway.
   */
  public void requestReinit() {
    driver.saving().requestReinit();
  }

  /** Adds a fault; its calls are counted from now on. Any thread. */
  public void inject(Fault fault) {
    driver.faults().add(fault);
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public MigrationFlags flags() {
    return spec.flags();
  }

  @Override
  public boolean reportsReinit() {
    return spec.habits().reportsReinit();
  }

  @Override
  public DeviceState state() throws VfioException {
    requireOpen();
    int answer = driver.getState();
    if (answer < 0) {
      throw failed("MIG_DEVICE_STATE GET", answer);
    }
    return DeviceState.of(answer);
  }

  @Override
  public void setState(DeviceState target) throws VfioException {
    requireOpen();
    DeviceState from = driver.state();
    int result = driver.setState(target);
    if (!from.isSaving() && driver.state().isSaving()) {
      reinit = false;
    }
    if (result < 0) {
      throw new VfioException(
          name(),
          "MIG_DEVICE_STATE SET from %s to %s failed: %s%s; the device was left in %s"
              .formatted(
                  from, target, Errno.describe(-result), reason(from, target), driver.state()),
          -result);
    }
  }

  @Override
  public int read(MemorySegment buffer, long offset, int length) throws VfioException {
    requireSession(driver.state().isSaving(), "read", length);
    boolean precopy = driver.state().isPrecopy();
    while (true) {
      long result = driver.read(buffer, offset, length);
      if (result > 0) {
        return (int) result;
      }
      if (result == 0) {
        return precopy ? NOTHING_NOW : END_OF_STREAM;
      }
      int errno = (int) -result;
      if (precopy && (errno == Linux.ENOMSG() || errno == Linux.EAGAIN())) {
        return NOTHING_NOW;
      }
      requireRepeatable("read of the migration data", errno);
    }
  }

  @Override
  public int write(MemorySegment buffer, long offset, int length) throws VfioException {
    requireSession(driver.state() == DeviceState.RESUMING, "write", length);
    while (true) {
      long result = driver.write(buffer, offset, length);
      if (result > 0) {
        return (int) result;
      }
      requireRepeatable("write of the migration data", (int) -result);
    }
  }

  @Override
  public void precopyInfo(PrecopyInfo info) throws VfioException {
    requireSession(driver.state().isPrecopy(), "ask for precopy info", 1);
    int result = driver.precopyInfo(info);
    if (result < 0) {
      throw failed("VFIO_MIG_GET_PRECOPY_INFO", result);
    }
    reinit |= info.reinit();
  }

  @Override
  public boolean takeReinit() {
    boolean taken = reinit;
    reinit = false;
    return taken;
  }

  @Override
  public long stopCopyBytes() throws VfioException {
    requireOpen();
    long bytes = driver.dataSize();
    if (bytes < 0) {
      throw failed("MIG_DATA_SIZE", bytes);
    }
    return bytes;
  }

  @Override
  public void reset() throws VfioException {
    requireOpen();
    int result = driver.reset();
    if (result < 0) {
      throw failed("VFIO_DEVICE_RESET", result);
    }
    if (driver.state() != DeviceState.RUNNING) {
      throw new VfioException(
          name(), "VFIO_DEVICE_RESET left it in " + driver.state() + " instead of RUNNING", 0);
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  /** The specification's text. */
  @Override
  public String toString() {
    return spec.toString();
  }

  private String reason(DeviceState from, DeviceState target) {
    if (!flags().supports(target)) {
      return "; a device with " + flags() + " has no such state";
    }
    return from == DeviceState.RESUMING && !contentFault().isEmpty() ? "; " + contentFault() : "";
  }

  /** After EINTR the driver is asked again at once, as a kernel device is. */
  private void requireRepeatable(String request, int errno) throws VfioException {
    if (errno != Linux.EINTR()) {
      throw failed(request + " in state " + driver.state(), -errno);
    }
  }

  private void requireSession(boolean fits, String what, int length) throws VfioException {
    requireOpen();
    if (length < 1) {
      throw new IllegalArgumentException("length must be at least 1, is " + length);
    }
    if (!fits) {
      throw new VfioException(
          name(),
          "cannot " + what + " in state " + driver.state() + ": no such session is open",
          0);
    }
  }

  private void requireOpen() throws VfioException {
    if (closed) {
      throw new VfioException(name(), "the device is closed", 0);
    }
  }

  private VfioException failed(String request, long result) {
    int errno = (int) -result;
    String content = driver.state() == DeviceState.RESUMING ? contentFault() : "";
    return new VfioException(
        name(),
        request + " failed: " + Errno.describe(errno) + (content.isEmpty() ? "" : "; " + content),
        errno);
  }
}
