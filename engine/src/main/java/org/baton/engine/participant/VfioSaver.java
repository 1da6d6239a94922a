package org.baton.engine.participant;

import java.lang.foreign.MemorySegment;
import org.baton.transport.message.ParticipantEntry;
import org.baton.transport.wire.ParticipantKind;
import org.baton.vfio.DeviceState;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.PrecopyInfo;
import org.baton.vfio.VfioException;

/** A VFIO device whose state leaves this host. */
public final class VfioSaver implements SavingParticipant {
  private final MigratableDevice device;
  private final KnownState state;
  private final PrecopyInfo info = new PrecopyInfo();
  private boolean inPrecopy;
  private long reinits;

  /** Creates a participant for a device that is RUNNING. The device stays the caller's to close. */
  public VfioSaver(MigratableDevice device) {
    this.device = device;
    this.state = new KnownState(device);
  }

  @Override
  public ParticipantEntry entry() throws VfioException {
    DeviceState now = device.state();
    if (now != DeviceState.RUNNING) {
      // The way back ends in RUNNING: it must have been there.
      throw new VfioException(
          device.name(), "it is in " + now + ", and a migration begins only in RUNNING", 0);
    }
    return new ParticipantEntry(
        device.name(), ParticipantKind.VFIO_DEVICE, device.flags().bits(), device.stopCopyBytes());
  }

  @Override
  public boolean hasPrecopy() {
    return device.flags().hasPrecopy();
  }

  @Override
  public DeviceState state() {
    return state.get();
  }

  @Override
  public void startPrecopy() throws VfioException {
    if (hasPrecopy()) {
      state.set(DeviceState.PRE_COPY, DeviceState.RUNNING);
      inPrecopy = true;
    }
  }

  @Override
  public void pending(PendingBytes pending) throws VfioException {
    if (inPrecopy) {
      device.precopyInfo(info);
    } else {
      info.set(0, 0, false);
    }
    if (device.takeReinit()) {
      reinits++;
    }
    pending.set(info.initialBytes(), info.dirtyBytes(), device.stopCopyBytes(), reinits);
  }

  @Override
  public int read(MemorySegment buffer, long offset, int length) throws VfioException {
    return device.read(buffer, offset, length);
  }

  @Override
  public void enterP2p() throws VfioException {
    if (device.flags().hasP2p()) {
      state.set(
          inPrecopy ? DeviceState.PRE_COPY_P2P : DeviceState.RUNNING_P2P, DeviceState.RUNNING);
    }
  }

  @Override
  public void retreat() throws VfioException {
    state.set(inPrecopy ? DeviceState.PRE_COPY : DeviceState.RUNNING, DeviceState.RUNNING);
  }

  @Override
  public void enterStopCopy() throws VfioException {
    inPrecopy = false;
    // Others may have stopped already: until all are on their way back, they must not be disturbed.
    state.set(
        DeviceState.STOP_COPY,
        device.flags().hasP2p() ? DeviceState.RUNNING_P2P : DeviceState.RUNNING);
  }

  @Override
  public void resumeP2p() throws VfioException {
    inPrecopy = false;
    if (device.flags().hasP2p()) {
      // One that refuses stays where it is until the others are here too, and then is to run.
      state.set(DeviceState.RUNNING_P2P);
    }
  }

  @Override
  public void resume() throws VfioException {
    inPrecopy = false;
    state.set(DeviceState.RUNNING, DeviceState.ERROR);
  }

  @Override
  public void finish() throws VfioException {
    // No recovery: a reset would start a device whose guest now runs elsewhere.
    state.set(DeviceState.STOP);
  }
}
