package org.baton.engine.switchover;

import java.util.Locale;

/** What becomes of a migration whose precopy takes too long. */
public enum TimeoutStrategy {
  /** It is given up, and the guest runs on at the source. */
  CANCEL,
  /** The guest is paused whatever the forecast says, and no ack is waited for. */
  SWITCHOVER;

  /** The word of the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
