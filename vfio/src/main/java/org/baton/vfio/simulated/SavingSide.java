package org.baton.vfio.simulated;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.baton.bindings.linux.Linux;
import org.baton.vfio.DeviceState;
import org.baton.vfio.PrecopyInfo;
import org.jspecify.annotations.Nullable;

/**
 * The half of the simulated driver that is read from: the saving session, the guest that changes
 * the device meanwhile, and the precopy info.
 *
 * <p>Answers as a system call does: a result, or a negated errno.
 */
final class SavingSide {
  private final SimulatedDeviceSpec spec;
  private final SimulatedTime time;
  private final DeviceContent content;
  private final FaultPlan faults;
  private final DirtyMeter meter;
  private final ReinitClock reinits;
  private final Throttle throttle;
  private final AtomicInteger requestedReinits = new AtomicInteger();
  private final AtomicLong deliveredBytes = new AtomicLong();

  private @Nullable SavingSession session;
  private long sessions;

  /** The guest has re-initialised the device, and no answer has made the new data appear yet. */
  private boolean reinitPending;

  SavingSide(
      SimulatedDeviceSpec spec, SimulatedTime time, DeviceContent content, FaultPlan faults) {
    this.spec = spec;
    this.time = time;
    this.content = content;
    this.faults = faults;
    this.meter = new DirtyMeter(spec.sizes().dirtyBytesPerSecond());
    this.reinits = new ReinitClock(spec.reinits());
    this.throttle = new Throttle(time, spec.timings().saveBytesPerSecond());
  }

  /** The guest re-initialises the device; any thread. */
  void requestReinit() {
    requestedReinits.incrementAndGet();
  }

  /** All bytes ever read; any thread. */
  long deliveredBytes() {
    return deliveredBytes.getAcquire();
  }

  /** The driver has gone one arc. */
  void follow(DeviceState from, DeviceState to) {
    settle(from);
    meter.stop();
    if (!to.isSaving()) {
      end();
      return;
    }
    SavingSession open = from.isSaving() ? session : null;
    if (open == null) {
      open = begin();
    }
    if (to == DeviceState.PRE_COPY) {
      meter.start(time.nanoTime());
    }
    if (to == DeviceState.STOP_COPY) {
      if (reinitPending) {
        reinitPending = false;
        open.reinitialise(spec.sizes().reinitBytes());
      }
      open.stop(spec.sizes().stopCopyBytes());
    }
  }

  /** The session is over, whatever the state. */
  void end() {
    session = null;
    reinitPending = false;
    meter.stop();
  }

  long read(DeviceState state, MemorySegment to, long offset, int length) {
    Fault fault = faults.strike(FaultPoint.READ);
    int limit = limit(length, spec.habits().maxReadBytes());
    if (fault != null) {
      switch (fault.effect()) {
        case ERRNO -> {
          return -fault.argument();
        }
        case END -> {
          return 0;
        }
        case SHORT -> limit = (int) Math.min(limit, fault.argument());
        default -> {}
      }
    }
    SavingSession open = session;
    if (open == null || !state.isSaving()) {
      return -Linux.ENODEV();
    }
    settle(state);
    int moved = open.read(to, offset, limit);
    if (moved == 0) {
      moved = state.isPrecopy() ? readEmpty(open, state, to, offset, limit) : 0;
    }
    if (moved <= 0) {
      return moved;
    }
    if (fault != null && fault.effect() == FaultEffect.CORRUPT) {
      long at = offset + fault.argument() % moved;
      to.set(ValueLayout.JAVA_BYTE, at, (byte) ~to.get(ValueLayout.JAVA_BYTE, at));
    }
    throttle.pay(moved);
    deliveredBytes.setRelease(deliveredBytes.getPlain() + moved);
    return moved;
  }

  int info(DeviceState state, PrecopyInfo info) {
    Fault fault = faults.strike(FaultPoint.INFO);
    if (fault != null && fault.effect() == FaultEffect.ERRNO) {
      return (int) -fault.argument();
    }
    SavingSession open = session;
    if (open == null || !state.isPrecopy()) {
      return -Linux.EINVAL();
    }
    time.sleep(spec.timings().precopyInfoNanos());
    settle(state);
    // As mlx5: a suspended device cannot be asked to save, so PRE_COPY_P2P never says REINIT.
    boolean reinit = reinitPending && state == DeviceState.PRE_COPY;
    if (reinit) {
      reinitPending = false;
      open.reinitialise(spec.sizes().reinitBytes());
    }
    boolean garbage = fault != null && fault.effect() == FaultEffect.GARBAGE;
    info.set(
        garbage ? Long.MAX_VALUE : open.initialLeft(),
        garbage ? Long.MAX_VALUE : open.dirtyLeft(),
        reinit && spec.habits().reportsReinit());
    return 0;
  }

  long size(DeviceState state) {
    Fault fault = faults.strike(FaultPoint.SIZE);
    if (fault != null) {
      return fault.effect() == FaultEffect.ERRNO ? -fault.argument() : Long.MAX_VALUE;
    }
    ContentSizes sizes = spec.sizes();
    SavingSession open = session;
    if (open == null || spec.habits().dataSize() == DataSize.FULL) {
      return sizes.initialBytes() + sizes.stopCopyBytes();
    }
    settle(state);
    if (state == DeviceState.STOP_COPY) {
      return open.left();
    }
    return open.left() + sizes.stopCopyBytes() + (reinitPending ? sizes.reinitBytes() : 0);
  }

  private int readEmpty(
      SavingSession open, DeviceState state, MemorySegment to, long offset, int limit) {
    EmptyRead empty = spec.habits().emptyRead();
    long nanos = meter.nanosToNextUnit();
    if (empty != EmptyRead.BLOCK || nanos < 0) {
      return empty == EmptyRead.ZERO ? 0 : -Linux.ENOMSG();
    }
    time.sleep(nanos);
    settle(state);
    int moved = open.read(to, offset, limit);
    // Only an interrupted sleep ends before there is something.
    return moved > 0 ? moved : -Linux.ENOMSG();
  }

  private SavingSession begin() {
    SavingSession open =
        new SavingSession(
            content, ++sessions, spec.sizes().initialBytes(), spec.sizes().stopCopyBytes());
    session = open;
    reinitPending = false;
    requestedReinits.set(0);
    reinits.begin(time.nanoTime());
    meter.clear();
    return open;
  }

  /** Brings the device up to now: what the guest did to it since the last call. */
  private void settle(DeviceState state) {
    SavingSession open = session;
    if (open == null || !state.isPrecopy()) {
      return;
    }
    long now = time.nanoTime();
    long events = reinits.take(now) + requestedReinits.getAndSet(0);
    if (events > 0) {
      content.reinitialise(events);
      reinitPending = true;
    }
    long changed = meter.take(now);
    content.dirty(changed);
    long limit = spec.sizes().dirtyLimitBytes();
    long room = limit == 0 ? Long.MAX_VALUE : Math.max(0, limit - open.dirtyLeft());
    // What is left of a record keeps its odd length; new data comes in whole units.
    open.dirty(Math.min(changed, room / DirtyMeter.UNIT_BYTES * DirtyMeter.UNIT_BYTES));
  }

  static int limit(int length, int max) {
    return max == 0 ? length : Math.min(length, max);
  }
}
