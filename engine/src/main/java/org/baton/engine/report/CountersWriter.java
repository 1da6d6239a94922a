package org.baton.engine.report;

import java.util.Locale;

/**
 * Who writes, or wrote, the counters of a migration.
 *
 * @param pid its process, as it is numbered where it runs
 * @param state whether it still writes
 * @param silentMillis how long ago it gave its last sign of life, in milliseconds
 */
public record CountersWriter(long pid, State state, long silentMillis) {
  /** Whether counters can still change. */
  public enum State {
    /** It writes. */
    ALIVE,
    /** It has not written for 10 s, and may or may not be there. */
    SILENT,
    /** Its process has ended without a word: killed, or crashed. */
    DEAD,
    /** Its migration is over, and nothing will change any more. */
    ENDED;

    /** The word for people and for JSON. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
