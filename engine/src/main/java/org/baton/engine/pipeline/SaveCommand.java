package org.baton.engine.pipeline;

/** What the conductor tells a participant of the source. */
public enum SaveCommand {
  /** Stream while the guest runs. */
  PRECOPY,
  /** The guest is paused: stop disturbing others. */
  P2P,
  /** Stop, and stream the rest. */
  STOP_COPY,
  /** The migration is off: run again, but do not disturb others yet. */
  RESUME_P2P,
  /** The migration is off: run again. */
  RESUME,
  /** The guest runs elsewhere: end. */
  FINISH
}
