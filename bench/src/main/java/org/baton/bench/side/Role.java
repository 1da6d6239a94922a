package org.baton.bench.side;

import java.util.Locale;

/** Which end of the way a process is. */
public enum Role {
  /** Reads the content and sends it. */
  SOURCE,
  /** Receives it and writes it. */
  DESTINATION;

  /** As it is written on a command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what {@link #word} writes.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Role parse(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
