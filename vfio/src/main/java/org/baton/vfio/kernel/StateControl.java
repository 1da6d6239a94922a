package org.baton.vfio.kernel;

import org.baton.bindings.linux.Linux;
import org.baton.bindings.sys.Errno;
import org.baton.vfio.DeviceState;
import org.baton.vfio.DeviceStateTable;
import org.baton.vfio.MigrationFlags;
import org.baton.vfio.VfioException;

/**
 * Where a device is, and how it gets elsewhere.
 *
 * <p>A failed SET can leave a device at any step of its walk, so the driver is asked with GET
 * afterwards. A request without a way is never put to the kernel: before the fix of June 2026,
 * {@code vfio_mig_get_next_state()} looped for ever on STOP_COPY to PRE_COPY.
 */
final class StateControl {
  private static final String STRAY_FD =
      "data_fd out of sync: the driver opened a session where none begins, or none where one does";

  private final String device;
  private final KernelCalls calls;
  private final DeviceFd fd;
  private final MigrationFlags flags;
  private final DeviceFeatures features;
  private final Session session;

  /** The state last seen. ERROR also while the driver does not say: everything must be asked. */
  private DeviceState known = DeviceState.ERROR;

  StateControl(
      String device,
      KernelCalls calls,
      DeviceFd fd,
      MigrationFlags flags,
      DeviceFeatures features,
      Session session) {
    this.device = device;
    this.calls = calls;
    this.fd = fd;
    this.flags = flags;
    this.features = features;
    this.session = session;
  }

  /** The state last seen, without asking. */
  DeviceState known() {
    return known;
  }

  DeviceState ask() throws VfioException {
    int answer = features.state();
    if (answer < 0) {
      throw Refusal.of(device, "MIG_DEVICE_STATE GET", answer, "");
    }
    if (answer >= Linux.VFIO_DEVICE_STATE_NR()) {
      throw new VfioException(device, "the driver says it is in the unknown state " + answer, 0);
    }
    known = DeviceState.of(answer);
    return known;
  }

  /**
   * Goes to a state, and nowhere else if that is refused.
   *
   * @throws VfioException if the device is not there as it should be; it says where it was left
   */
  void set(DeviceState target) throws VfioException {
    DeviceState told = known;
    if (!DeviceStateTable.isLegal(flags, known, target)) {
      int answer = askQuietly();
      if (!DeviceStateTable.isLegal(flags, known, target)) {
        int errno = Linux.EINVAL();
        throw refused(told, target, errno, reason(errno, told, target), answer);
      }
    }
    DeviceState from = known;
    int result = features.setState(target);
    if (result < 0) {
      int answer = askQuietly();
      if (!DeviceStateTable.keepsSession(from, known)) {
        session.close();
      }
      throw refused(told, target, -result, reason(-result, told, target), answer);
    }
    known = target;
    if (!session.follow(from, target, features.dataFd())) {
      // The driver did go there; only its fd is one too many or too few.
      throw refused(told, target, Linux.EBADF(), STRAY_FD, askQuietly());
    }
  }

  void reset() throws VfioException {
    int result = calls.ioctl(fd.fd(), Linux.VFIO_DEVICE_RESET(), 0L);
    if (result < 0) {
      throw Refusal.of(device, "VFIO_DEVICE_RESET", result, mendReset(-result));
    }
    session.close();
    known = DeviceState.ERROR;
    if (ask() != DeviceState.RUNNING) {
      throw new VfioException(
          device, "VFIO_DEVICE_RESET left it in " + known + " instead of RUNNING", 0);
    }
  }

  private VfioException refused(
      DeviceState from, DeviceState target, int errno, String reason, int answer) {
    String text = Refusal.text("MIG_DEVICE_STATE SET from " + from + " to " + target, errno);
    return new VfioException(
        device, text + Refusal.after(reason) + "; the device was left in " + where(answer), errno);
  }

  private String where(int answer) {
    if (answer < 0) {
      return "an unknown state (GET says " + Errno.name(-answer) + ")";
    }
    return answer < Linux.VFIO_DEVICE_STATE_NR() ? known.name() : "the unknown state " + answer;
  }

  private int askQuietly() {
    int answer = features.state();
    boolean valid = answer >= 0 && answer < Linux.VFIO_DEVICE_STATE_NR();
    known = valid ? DeviceState.of(answer) : DeviceState.ERROR;
    return answer;
  }

  private String reason(int errno, DeviceState from, DeviceState target) {
    if (errno == Linux.EINVAL() && !flags.supports(target)) {
      return "a device with " + flags + " has no such state";
    }
    if (errno == Linux.EINVAL() && from == DeviceState.RESUMING) {
      return "the driver does not accept the state it was given: the stream is short or does not"
          + " fit this device";
    }
    return "";
  }

  private static String mendReset(int errno) {
    if (errno == Linux.ENOTTY() || errno == Linux.EINVAL()) {
      return "the device has no reset that its driver knows (for a PCI device reset_method in sysfs"
          + " names them), and without one it can be no destination and not leave ERROR; unbinding"
          + " its driver and binding it again gives a RUNNING device back";
    }
    if (errno == Linux.EAGAIN()) {
      return "another reset is under way; try again";
    }
    return "";
  }
}
