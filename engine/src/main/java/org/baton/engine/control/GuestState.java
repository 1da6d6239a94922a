package org.baton.engine.control;

/** What the source knows of its guest. */
enum GuestState {
  /** It runs, as far as Baton has to do with it. */
  RUNNING,
  /** It was asked to pause and has not said that it did. */
  PAUSING,
  /** It stands still because Baton asked for it. */
  PAUSED,
  /** It was asked to run again and has not said that it does. */
  RESUMING,
  /** It stood still before, because somebody else asked for it; so Baton must not resume it. */
  STOPPED
}
