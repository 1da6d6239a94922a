package org.baton.transport.uring;

import java.util.EnumSet;
import java.util.Set;

/**
 * How a ring is made: what the kernel was found to grant.
 *
 * @param setupFlags flags of {@code io_uring_setup(2)}
 * @param registersFd whether the owner thread registers the ring's descriptor, which saves a
 *     look-up with each call
 * @param waitsWithTimeout whether a wait takes a time ({@code IORING_FEAT_EXT_ARG}); else {@code
 *     poll(2)} on the ring's descriptor bounds it
 */
record RingOptions(Set<SetupFlag> setupFlags, boolean registersFd, boolean waitsWithTimeout) {
  RingOptions {
    setupFlags = Set.copyOf(setupFlags);
  }

  /** The least: no flag, nothing registered. */
  static RingOptions plain() {
    return new RingOptions(EnumSet.noneOf(SetupFlag.class), false, false);
  }

  boolean has(SetupFlag flag) {
    return setupFlags.contains(flag);
  }
}
