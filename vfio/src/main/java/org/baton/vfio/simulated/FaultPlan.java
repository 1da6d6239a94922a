package org.baton.vfio.simulated;

import java.util.Arrays;
import java.util.List;
import org.baton.vfio.DeviceState;
import org.jspecify.annotations.Nullable;

/**
 * The faults of one open device, and how often each point was passed.
 *
 * <p>Faults are added by any thread and strike on the device's.
 */
final class FaultPlan {
  private final SimulatedTime time;
  private volatile Countdown[] faults;

  FaultPlan(List<Fault> faults, SimulatedTime time) {
    this.time = time;
    this.faults = faults.stream().map(Countdown::new).toArray(Countdown[]::new);
  }

  /** Adds a fault; its count begins now. */
  synchronized void add(Fault fault) {
    Countdown[] more = Arrays.copyOf(faults, faults.length + 1);
    more[more.length - 1] = new Countdown(fault);
    faults = more;
  }

  /** As {@link #strike(FaultPoint, DeviceState)}, for a point without a state. */
  @Nullable Fault strike(FaultPoint point) {
    return strike(point, null);
  }

  /**
   * A point is passed: counts it, and lets the time of delays pass.
   *
   * @return the first fault that strikes this call and is no delay; null if none does
   */
  @Nullable Fault strike(FaultPoint point, @Nullable DeviceState state) {
    Fault struck = null;
    for (Countdown countdown : faults) {
      Fault fault = countdown.fault;
      if (fault.point() == point && fault.state() == state && countdown.strikes()) {
        if (fault.effect() == FaultEffect.DELAY) {
          time.sleep(fault.argument());
        } else if (struck == null) {
          struck = fault;
        }
      }
    }
    return struck;
  }

  /** A fault and the calls it has seen; the count belongs to the device's thread. */
  private static final class Countdown {
    private final Fault fault;
    private long calls;

    Countdown(Fault fault) {
      this.fault = fault;
    }

    boolean strikes() {
      calls++;
      return calls == fault.call() || (fault.repeated() && calls > fault.call());
    }
  }
}
