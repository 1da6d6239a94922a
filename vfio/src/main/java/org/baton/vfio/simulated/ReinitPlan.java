package org.baton.vfio.simulated;

import java.util.List;

/**
 * When the guest re-initialises a simulated device, counted from the moment a saving session opens
 * in a precopy state.
 *
 * @param atNanos single moments, in any order
 * @param everyNanos a period; 0 for none
 */
public record ReinitPlan(List<Long> atNanos, long everyNanos) {
  /** Checks that no time is negative. */
  public ReinitPlan {
    atNanos = atNanos.stream().sorted().toList();
    Quantities.requireTime("reinitEvery", everyNanos);
    for (long nanos : atNanos) {
      Quantities.requireTime("reinit", nanos);
    }
  }
}
