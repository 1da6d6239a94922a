package org.baton.vfio.kernel;

import org.baton.bindings.linux.Linux;
import org.baton.bindings.sys.Errno;
import org.baton.vfio.DeviceState;
import org.baton.vfio.DeviceStateTable;
import org.baton.vfio.MigrationFlags;
import org.baton.vfio.VfioException;
import org.jspecify.annotations.Nullable;

/**
 * Where a device is, and how it gets elsewhere.
 *
 * <p>A failed SET can leave a device at any step of its walk, so the driver is asked with GET
 * afterwards. A request without a way is never put to the kernel: before the fix of June 2026,
 * {@code vfio_mig_get_next_state()} looped for ever on STOP_COPY to PRE_COPY.
 */
final class StateControl {
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

  void set(DeviceState target, DeviceState recovery) throws VfioException {
    DeviceState from = known;
    int errno = move(target);
    if (errno == 0) {
      return;
    }
    StringBuilder text = new StringBuilder(200);
    text.append(Refusal.text("MIG_DEVICE_STATE SET from " + from + " to " + target, errno));
    text.append(Refusal.after(reason(errno, from, target)));
    @Nullable VfioException resetFailure = recover(recovery, text);
    VfioException failure = new VfioException(device, text.toString(), errno);
    if (resetFailure != null) {
      failure.addSuppressed(resetFailure);
    }
    throw failure;
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

  /** Goes to a state; 0, or the errno that says why the device is not there as it should be. */
  private int move(DeviceState target) {
    if (!DeviceStateTable.isLegal(flags, known, target)) {
      askQuietly();
      if (!DeviceStateTable.isLegal(flags, known, target)) {
        return Linux.EINVAL();
      }
    }
    DeviceState from = known;
    int result = features.setState(target);
    if (result < 0) {
      askQuietly();
      if (!DeviceStateTable.keepsSession(from, known)) {
        session.close();
      }
      return -result;
    }
    known = target;
    return session.follow(from, target, features.dataFd()) ? 0 : Linux.EBADF();
  }

  /**
   * Adds to {@code text} where the device ended; returns the failure of the reset, if it failed.
   */
  private @Nullable VfioException recover(DeviceState recovery, StringBuilder text) {
    if (recovery != DeviceState.ERROR) {
      int errno = move(recovery);
      if (errno == 0) {
        text.append("; the device is in ").append(recovery).append(" now");
        return null;
      }
      text.append("; ").append(Refusal.text("going to " + recovery + " instead", errno));
    }
    try {
      reset();
      text.append("; the device was reset and is RUNNING now, without a session");
      return null;
    } catch (VfioException e) {
      int errno = e.errno();
      text.append("; the reset failed too").append(errno == 0 ? "" : ": " + Errno.describe(errno));
      text.append("; ").append(where());
      text.append(" now: do not use it before its driver has been unbound and bound again");
      return e;
    }
  }

  private String where() {
    int answer = askQuietly();
    if (answer < 0) {
      return "its state is unknown (GET says " + Errno.name(-answer) + ")";
    }
    return answer < Linux.VFIO_DEVICE_STATE_NR() ? "it is in " + known : "its state is unknown";
  }

  private int askQuietly() {
    int answer = features.state();
    boolean valid = answer >= 0 && answer < Linux.VFIO_DEVICE_STATE_NR();
    known = valid ? DeviceState.of(answer) : DeviceState.ERROR;
    return answer;
  }

  private String reason(int errno, DeviceState from, DeviceState target) {
    if (errno == Linux.EBADF()) {
      return "data_fd out of sync: the driver opened a session where none begins, or none where"
          + " one does";
    }
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
      return "the driver cannot reset this device; unbind and bind it again";
    }
    if (errno == Linux.EAGAIN()) {
      return "another reset is under way; try again";
    }
    return "";
  }
}
