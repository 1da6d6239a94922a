package org.baton.vfio.simulated;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicLong;
import org.baton.bindings.linux.Linux;
import org.baton.vfio.DeviceState;
import org.jspecify.annotations.Nullable;

/**
 * The half of the simulated driver that is written to: the resuming session, and the cost of
 * loading.
 *
 * <p>Answers as a system call does: a result, or a negated errno.
 */
final class ResumingSide {
  private final SimulatedDeviceSpec spec;
  private final SimulatedTime time;
  private final DeviceContent content;
  private final FaultPlan faults;
  private final Throttle throttle;
  private final MemorySegment flipped = MemorySegment.ofArray(new byte[1]);
  private final AtomicLong loadedBytes = new AtomicLong();

  private @Nullable ResumingSession session;
  private String contentFault = "";

  ResumingSide(
      SimulatedDeviceSpec spec, SimulatedTime time, DeviceContent content, FaultPlan faults) {
    this.spec = spec;
    this.time = time;
    this.content = content;
    this.faults = faults;
    this.throttle = new Throttle(time, spec.timings().loadBytesPerSecond());
  }

  /** All bytes ever taken; any thread. */
  long loadedBytes() {
    return loadedBytes.getAcquire();
  }

  /** What was wrong with the last stream, and where; empty if nothing was. */
  String contentFault() {
    return contentFault;
  }

  /** The driver goes one arc: validates a stream that ends with it, takes over its content. */
  int follow(DeviceState to) {
    ResumingSession open = session;
    if (open != null) {
      contentFault = open.fault();
      if (!open.isComplete()) {
        return -Linux.EINVAL();
      }
      open.handTo(content);
      session = null;
    }
    if (to == DeviceState.RESUMING) {
      session = new ResumingSession();
      contentFault = "";
    }
    return 0;
  }

  /** The session is over, whatever was loaded. */
  void end() {
    session = null;
  }

  long write(MemorySegment from, long offset, int length) {
    Fault fault = faults.strike(FaultPoint.WRITE);
    int limit = SavingSide.limit(length, spec.habits().maxWriteBytes());
    if (fault != null && fault.effect() == FaultEffect.ERRNO) {
      return -fault.argument();
    }
    if (fault != null && fault.effect() == FaultEffect.SHORT) {
      limit = (int) Math.min(limit, fault.argument());
    }
    ResumingSession open = session;
    if (open == null) {
      return -Linux.ENODEV();
    }
    int taken =
        fault != null && fault.effect() == FaultEffect.CORRUPT
            ? writeFlipped(open, from, offset, limit, (int) (fault.argument() % limit))
            : open.write(from, offset, limit);
    if (taken < 0) {
      contentFault = open.fault();
      return taken;
    }
    throttle.pay(taken);
    // As mlx5: an image is loaded from within the write that completes it.
    time.sleep(open.takeLoadedChunks() * spec.timings().initialLoadNanos());
    loadedBytes.setRelease(loadedBytes.getPlain() + taken);
    return taken;
  }

  private int writeFlipped(
      ResumingSession open, MemorySegment from, long offset, int length, int index) {
    byte good = from.get(ValueLayout.JAVA_BYTE, offset + index);
    flipped.set(ValueLayout.JAVA_BYTE, 0, (byte) ~good);
    int taken = open.write(from, offset, index);
    if (taken >= 0) {
      taken = open.write(flipped, 0, 1);
    }
    if (taken >= 0) {
      taken = open.write(from, offset + index + 1, length - index - 1);
    }
    return taken < 0 ? taken : length;
  }
}
