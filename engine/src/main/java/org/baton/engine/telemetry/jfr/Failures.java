package org.baton.engine.telemetry.jfr;

import org.baton.engine.report.Failure;

/** Failures of migrations in the flight recording, if one is on. */
public final class Failures {
  private Failures() {}

  /**
   * A side gave up, now.
   *
   * @param side {@code source} or {@code destination}
   * @param failure why
   */
  public static void record(String side, Failure failure) {
    FailureEvent event = new FailureEvent();
    event.side = side;
    event.code = failure.code().name();
    event.device = failure.participant() == null ? "" : failure.participant();
    event.cause = failure.cause();
    event.fromPeer = failure.fromPeer();
    event.commit();
  }
}
