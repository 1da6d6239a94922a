package org.baton.engine.pipeline;

/** What the conductor tells a participant of the source. */
public enum SaveCommand {
  /** Stream while the guest runs. */
  PRECOPY,
  /** Say at once what is left. */
  QUERY,
  /** Put the next tag into the stream: all initial data is out. Not answered. */
  TAG,
  /** The guest is paused: stop disturbing others, and say what is left. */
  P2P,
  /** The guest will run again: back to streaming while it does. */
  RETREAT,
  /** Stop, and stream the rest. */
  STOP_COPY,
  /** The migration is off: run again, but do not disturb others yet. */
  RESUME_P2P,
  /** The migration is off: run again. */
  RESUME,
  /** The guest runs elsewhere: end. */
  FINISH
}
