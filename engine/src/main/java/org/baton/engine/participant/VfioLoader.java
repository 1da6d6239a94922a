package org.baton.engine.participant;

import java.lang.foreign.MemorySegment;
import org.baton.engine.telemetry.jfr.Transitions;
import org.baton.transport.message.ParticipantEntry;
import org.baton.transport.wire.ParticipantKind;
import org.baton.vfio.DeviceState;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.MigrationFlags;
import org.baton.vfio.VfioException;

/** A VFIO device that takes in the state of another one. */
public final class VfioLoader implements LoadingParticipant {
  private final MigratableDevice device;

  /** Creates a participant for an open device. The device stays the caller's to close. */
  public VfioLoader(MigratableDevice device) {
    this.device = device;
  }

  @Override
  public String name() {
    return device.name();
  }

  @Override
  public String refusal(ParticipantEntry offered) {
    if (offered.kind() != ParticipantKind.VFIO_DEVICE) {
      return "the source offers a " + offered.kind() + ", here it is a VFIO device";
    }
    long missing = offered.flags() & ~device.flags().bits();
    if (missing != 0) {
      return "the source's device has "
          + new MigrationFlags(offered.flags())
          + ", the one here only "
          + device.flags()
          + "; use the same kind of device and driver on both sides";
    }
    return "";
  }

  @Override
  public void prepare() throws VfioException {
    // State of an earlier guest may still be in the device; a load must start from nothing.
    device.reset();
    Transitions.set(device, DeviceState.RESUMING, DeviceState.ERROR);
  }

  @Override
  public int write(MemorySegment buffer, long offset, int length) throws VfioException {
    return device.write(buffer, offset, length);
  }

  @Override
  public void validate() throws VfioException {
    // Leaving RESUMING is where the driver checks what it was given, so it must come before READY.
    Transitions.set(device, DeviceState.STOP, DeviceState.ERROR);
  }

  @Override
  public void runP2p() throws VfioException {
    if (device.flags().hasP2p()) {
      start(DeviceState.RUNNING_P2P);
    }
  }

  @Override
  public void run() throws VfioException {
    start(DeviceState.RUNNING);
  }

  /** Without a reset behind it: after COMMIT this may be the only copy of the state. */
  private void start(DeviceState target) throws VfioException {
    try {
      Transitions.set(device, target);
    } catch (VfioException refusal) {
      // A driver may break a rule and arrive all the same.
      if (!isIn(target)) {
        stop(refusal);
        throw refusal;
      }
    }
  }

  private boolean isIn(DeviceState target) {
    try {
      return device.state() == target;
    } catch (VfioException e) {
      return false;
    }
  }

  /** One that cannot even be stopped stays where it is, and says where in its message. */
  private void stop(VfioException refusal) {
    try {
      Transitions.set(device, DeviceState.STOP);
    } catch (VfioException e) {
      refusal.addSuppressed(e);
    }
  }

  @Override
  public void abort() throws VfioException {
    device.reset();
  }
}
