package org.baton.engine.participant;

import java.lang.foreign.MemorySegment;
import org.baton.transport.message.ParticipantEntry;
import org.baton.transport.wire.ParticipantKind;
import org.baton.vfio.DeviceState;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.MigrationFlags;
import org.baton.vfio.VfioException;

/** A VFIO device that takes in the state of another one. */
public final class VfioLoader implements LoadingParticipant {
  private final MigratableDevice device;
  private final KnownState state;

  /** Creates a participant for an open device. The device stays the caller's to close. */
  public VfioLoader(MigratableDevice device) {
    this.device = device;
    this.state = new KnownState(device);
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
  public DeviceState state() {
    return state.get();
  }

  @Override
  public void prepare() throws VfioException {
    // State of an earlier guest may still be in the device; a load must start from nothing.
    state.reset();
    state.set(DeviceState.RESUMING, DeviceState.ERROR);
  }

  @Override
  public int write(MemorySegment buffer, long offset, int length) throws VfioException {
    return device.write(buffer, offset, length);
  }

  @Override
  public void validate() throws VfioException {
    // Leaving RESUMING is where the driver checks what it was given, so it must come before READY.
    state.set(DeviceState.STOP, DeviceState.ERROR);
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
      state.set(target);
    } catch (VfioException refusal) {
      // A driver may break a rule and arrive all the same.
      if (state.get() != target) {
        stop(refusal);
        throw refusal;
      }
    }
  }

  /** One that cannot even be stopped stays where it is, and says where in its message. */
  private void stop(VfioException refusal) {
    try {
      state.set(DeviceState.STOP);
    } catch (VfioException e) {
      refusal.addSuppressed(e);
    }
  }

  @Override
  public void abort() throws VfioException {
    state.reset();
  }
}
