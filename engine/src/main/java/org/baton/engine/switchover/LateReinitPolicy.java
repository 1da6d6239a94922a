package org.baton.engine.switchover;

import java.util.Locale;

/**
 * What becomes of a device that re-initialises after the switchover was decided and before it
 * stops. Its new initial data would be loaded while the guest stands still.
 */
public enum LateReinitPolicy {
  /**
   * Devices go back to PRE_COPY, the guest is resumed, and precopy goes on; a few times at most.
   */
  RETREAT,
  /** The migration fails and the guest runs on at the source, as with QEMU. */
  FAIL,
  /** The switchover goes on, and takes as much longer as loading the data takes. */
  PROCEED;

  /** The word of the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
