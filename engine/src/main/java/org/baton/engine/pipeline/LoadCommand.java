package org.baton.engine.pipeline;

/** What the conductor tells a participant of the destination. */
public enum LoadCommand {
  /** Make ready and load what comes. */
  RESUMING,
  /** Run with what was loaded, but do not disturb others yet. */
  RUN_P2P,
  /** Run with what was loaded. */
  RUN,
  /** The migration is off: forget what was loaded. */
  ABORT
}
