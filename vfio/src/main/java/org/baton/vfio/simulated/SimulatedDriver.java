package org.baton.vfio.simulated;

import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.Linux;
import org.baton.vfio.DeviceState;
import org.baton.vfio.DeviceStateTable;
import org.baton.vfio.MigrationFlags;
import org.baton.vfio.PrecopyInfo;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel and a driver would be: the state machine and the calls, with a driver's answers.
 *
 * <p>Every call answers as a system call does: a result, or a negated errno.
 */
final class SimulatedDriver {
  private final MigrationFlags flags;
  private final TransitionTimes transitions;
  private final SimulatedTime time;
  private final DeviceContent content;
  private final FaultPlan faults;
  private final SavingSide saving;
  private final ResumingSide resuming;
  private DeviceState state = DeviceState.RUNNING;

  SimulatedDriver(SimulatedDeviceSpec spec, SimulatedTime time) {
    this.flags = spec.flags();
    this.transitions = spec.timings().transitions();
    this.time = time;
    this.content = new DeviceContent(spec.seed());
    this.faults = new FaultPlan(spec.faults(), time);
    this.saving = new SavingSide(spec, time, content, faults);
    this.resuming = new ResumingSide(spec, time, content, faults);
  }

  SavingSide saving() {
    return saving;
  }

  ResumingSide resuming() {
    return resuming;
  }

  DeviceContent content() {
    return content;
  }

  FaultPlan faults() {
    return faults;
  }

  /** Opens the device: 0, or what keeps the driver from it. */
  int open() {
    @Nullable Fault fault = faults.strike(FaultPoint.OPEN);
    return fault == null ? 0 : (int) -fault.argument();
  }

  /** The state, whether or not a fault would keep the driver from saying it. */
  DeviceState state() {
    return state;
  }

  /** The state's number. */
  int getState() {
    Fault fault = faults.strike(FaultPoint.GET);
    return fault == null ? state.number() : (int) -fault.argument();
  }

  /** Walks to {@code target}; a refusal leaves the device at the step before. */
  int setState(DeviceState target) {
    if (!DeviceStateTable.isLegal(flags, state, target)) {
      return -Linux.EINVAL();
    }
    while (state != target) {
      int result = step(DeviceStateTable.nextHop(flags, state, target));
      if (result < 0) {
        return result;
      }
    }
    return 0;
  }

  long read(MemorySegment to, long offset, int length) {
    return saving.read(state, to, offset, length);
  }

  long write(MemorySegment from, long offset, int length) {
    return resuming.write(from, offset, length);
  }

  int precopyInfo(PrecopyInfo info) {
    return saving.info(state, info);
  }

  long dataSize() {
    return saving.size(state);
  }

  int reset() {
    @Nullable Fault fault = faults.strike(FaultPoint.RESET);
    if (fault != null) {
      // The effect "nothing" has the argument 0, and so claims to have worked.
      return (int) -fault.argument();
    }
    endSessions();
    // What the guest had set up in the device is gone.
    content.reinitialise(1);
    state = DeviceState.RUNNING;
    return 0;
  }

  private int step(DeviceState next) {
    time.sleep(transitions.nanos(state, next));
    @Nullable Fault fault = faults.strike(FaultPoint.STATE, next);
    if (fault != null && fault.effect() == FaultEffect.ERRNO) {
      return (int) -fault.argument();
    }
    if (fault != null) {
      endSessions();
      state = DeviceState.ERROR;
      return -Linux.EIO();
    }
    int result = resuming.follow(next);
    if (result < 0) {
      return result;
    }
    saving.follow(state, next);
    state = next;
    return 0;
  }

  private void endSessions() {
    saving.end();
    resuming.end();
  }
}
