package org.baton.vfio;

import java.util.ArrayList;
import java.util.List;
import org.baton.bindings.sys.Errno;

/**
 * What is tried for a device whose driver refused a state: another state, then a reset.
 *
 * <p>The same for every kind of device, since it needs no more than {@link MigratableDevice} has.
 */
final class StateRecovery {
  private final MigratableDevice device;
  private final StringBuilder sequel = new StringBuilder(160);
  private final List<VfioException> failures = new ArrayList<>(2);
  private boolean wasReset;

  private StateRecovery(MigratableDevice device) {
    this.device = device;
  }

  /** {@link MigratableDevice#setState(DeviceState, DeviceState)}. */
  static void setState(MigratableDevice device, DeviceState target, DeviceState recovery)
      throws VfioException {
    try {
      device.setState(target);
    } catch (VfioException refusal) {
      throw refusal.errno() == 0 ? refusal : new StateRecovery(device).after(refusal, recovery);
    }
  }

  private VfioException after(VfioException refusal, DeviceState recovery) {
    if (recovery == DeviceState.ERROR || !wentTo(recovery)) {
      reset();
    }
    VfioException told = new VfioException(refusal, sequel.toString(), wasReset);
    failures.forEach(told::addSuppressed);
    return told;
  }

  private boolean wentTo(DeviceState recovery) {
    try {
      device.setState(recovery);
      sequel.append("; the device is in ").append(recovery).append(" now");
      return true;
    } catch (VfioException e) {
      failed("going to " + recovery + " instead failed", e);
      return false;
    }
  }

  private void reset() {
    try {
      device.reset();
      wasReset = true;
      sequel.append("; the device was reset and is RUNNING now, without a session");
    } catch (VfioException e) {
      failed("the reset failed too", e);
      sequel.append("; ").append(where());
      sequel.append(": do not use it before its driver has been unbound and bound again");
    }
  }

  private void failed(String what, VfioException failure) {
    failures.add(failure);
    sequel.append("; ").append(what);
    if (failure.errno() != 0) {
      sequel.append(": ").append(Errno.describe(failure.errno()));
    }
  }

  private String where() {
    try {
      return "it is in " + device.state() + " now";
    } catch (VfioException e) {
      int errno = e.errno();
      return "its state is unknown now"
          + (errno == 0 ? "" : " (GET says " + Errno.name(errno) + ")");
    }
  }
}
