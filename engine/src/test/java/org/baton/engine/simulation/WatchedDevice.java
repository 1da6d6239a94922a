package org.baton.engine.simulation;

import java.lang.foreign.MemorySegment;
import org.baton.vfio.DeviceState;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.MigrationFlags;
import org.baton.vfio.PrecopyInfo;
import org.baton.vfio.VfioException;
import org.baton.vfio.simulated.SimulatedDevice;

/** A device of one side, with a note of what it was asked and what it said. */
final class WatchedDevice implements MigratableDevice {
  private final String side;
  private final SimulatedDevice device;
  private final Promises promises;

  /** The events are numbered; 0 is before all of them. */
  private long lastAnswer;

  private long unseenReinit;
  private boolean refused;
  private boolean owesInitialData = true;
  private long initialEnd;
  private long firstInitialEnd = -1;
  private int initialEnds;

  WatchedDevice(String side, SimulatedDevice device, Promises promises) {
    this.side = side;
    this.device = device;
    this.promises = promises;
  }

  SimulatedDevice device() {
    return device;
  }

  /** When it was last asked in PRE_COPY. */
  long lastAnswer() {
    return lastAnswer;
  }

  /** When the guest re-initialised it, if nobody has asked it since; 0 if not. */
  long unseenReinit() {
    return unseenReinit;
  }

  /** Whether it has refused a state; then it need not be where the others are. */
  boolean hasRefused() {
    return refused;
  }

  /** Whether an answer spoke of initial data, and none said that all of it has been read. */
  boolean owesInitialData() {
    return owesInitialData;
  }

  /** How long its stream was when all initial data had been read; −1 if that was never so. */
  long initialEnd(boolean firstOnly) {
    return firstOnly ? firstInitialEnd : initialEnd;
  }

  /** How often an answer said that all initial data has been read: no more tags can be due. */
  int initialEnds() {
    return initialEnds;
  }

  /** The guest re-initialises it. */
  void reinitialise() {
    if (peek() == DeviceState.PRE_COPY && unseenReinit == 0) {
      unseenReinit = promises.next();
    }
    promises.trace(side + " " + name() + ": re-initialised in " + peek());
    device.requestReinit();
  }

  /** Where it is, whatever its driver is told to answer. */
  DeviceState peek() {
    VfioException last = null;
    for (int attempt = 0; attempt < 2; attempt++) {
      try {
        return device.state();
      } catch (VfioException e) {
        last = e;
      }
    }
    throw new IllegalStateException(last);
  }

  @Override
  public void precopyInfo(PrecopyInfo info) throws VfioException {
    device.precopyInfo(info);
    if (peek() == DeviceState.PRE_COPY) {
      lastAnswer = promises.next();
      unseenReinit = 0;
    }
    if (info.initialBytes() != 0 || info.reinit()) {
      owesInitialData = true;
    }
    if (info.initialBytes() == 0 && owesInitialData) {
      owesInitialData = false;
      initialEnds++;
      initialEnd = device.bytesDelivered();
      firstInitialEnd = firstInitialEnd < 0 ? initialEnd : firstInitialEnd;
    }
    promises.trace(
        side
            + " "
            + name()
            + ": initial "
            + info.initialBytes()
            + " dirty "
            + info.dirtyBytes()
            + (info.reinit() ? " REINIT" : ""));
  }

  @Override
  public void setState(DeviceState target) throws VfioException {
    if (target == DeviceState.STOP_COPY) {
      promises.onStopCopy(this);
    } else if (target == DeviceState.RUNNING) {
      promises.onRunning(this);
    }
    try {
      device.setState(target);
      promises.trace(side + " " + name() + ": " + target);
    } catch (VfioException e) {
      refused = true;
      promises.trace(side + " " + e.getMessage());
      throw e;
    }
  }

  @Override
  public int read(MemorySegment buffer, long offset, int length) throws VfioException {
    int moved = device.read(buffer, offset, length);
    promises.onRead(this);
    return moved;
  }

  @Override
  public int write(MemorySegment buffer, long offset, int length) throws VfioException {
    return device.write(buffer, offset, length);
  }

  @Override
  public void reset() throws VfioException {
    promises.trace(side + " " + name() + ": reset");
    device.reset();
  }

  @Override
  public String name() {
    return device.name();
  }

  @Override
  public MigrationFlags flags() {
    return device.flags();
  }

  @Override
  public boolean reportsReinit() {
    return device.reportsReinit();
  }

  @Override
  public DeviceState state() throws VfioException {
    return device.state();
  }

  @Override
  public boolean takeReinit() {
    return device.takeReinit();
  }

  @Override
  public long stopCopyBytes() throws VfioException {
    return device.stopCopyBytes();
  }

  @Override
  public void close() {
    device.close();
  }
}
