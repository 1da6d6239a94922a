package org.baton.cli;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationStatus;

/**
 * Notices a source that something keeps from its switchover: a forecast that does not come below
 * the limit, or an ack that does not come. Such a migration may go on for ever. One thread.
 */
final class ObstacleWatch {
  /** Less is a burst of a guest. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(5);

  private boolean held;
  private long sinceNanos;
  private boolean said;
  private long saidNanos;

  ObstacleWatch() {}

  /** What an operator should know now: once after some seconds, and then every few minutes. */
  Optional<String> look(MigrationProgress progress) {
    long now = progress.elapsedNanos();
    if (!isHeld(progress)) {
      held = false;
      return Optional.empty();
    }
    if (!held) {
      held = true;
      sinceNanos = now;
    }
    if (now - sinceNanos < PATIENCE_NANOS || (said && now - saidNanos < AGAIN_NANOS)) {
      return Optional.empty();
    }
    said = true;
    saidNanos = now;
    return Optional.of(
        "warning: no switchover yet: "
            + progress.obstacle()
            + "; wait until devices are quieter, raise --downtime-limit, or set --timeout");
  }

  /**
   * Before the initial data was read nothing is late. One that re-initialises all the time may
   * never be seen without some.
   */
  private static boolean isHeld(MigrationProgress progress) {
    return progress.status() == MigrationStatus.ACTIVE
        && !progress.obstacle().isEmpty()
        && progress.participants().stream()
            .allMatch(
                device -> device.pending().initialBytes() == 0 || device.acks().reinits() > 0);
  }
}
