package org.baton.cli;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.ParticipantProgress;

/**
 * Notices a source that cannot switch over because the expected downtime does not come below the
 * limit: such a migration goes on for ever. One thread.
 */
final class ForecastWatch {
  /** Less is a burst of a guest. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final long limitMillis;
  private boolean over;
  private long sinceNanos;
  private boolean said;
  private long saidNanos;

  /**
   * Creates one.
   *
   * @param limitMillis the downtime limit; at a destination, which has no forecast, any number
   */
  ForecastWatch(long limitMillis) {
    this.limitMillis = limitMillis;
  }

  /** What an operator should know now: once after some seconds, and then every few minutes. */
  Optional<String> look(MigrationProgress progress) {
    long now = progress.elapsedNanos();
    if (!isOver(progress)) {
      over = false;
      return Optional.empty();
    }
    if (!over) {
      over = true;
      sinceNanos = now;
    }
    if (now - sinceNanos < PATIENCE_NANOS || (said && now - saidNanos < AGAIN_NANOS)) {
      return Optional.empty();
    }
    said = true;
    saidNanos = now;
    return Optional.of(
        ("warning: expected downtime %s is over the limit of %d ms: raise --downtime-limit, or"
                + " wait until devices are quieter")
            .formatted(Text.duration(progress.forecastNanos()), limitMillis));
  }

  /** Before the initial data was read nothing is late. */
  private boolean isOver(MigrationProgress progress) {
    return progress.status() == MigrationStatus.ACTIVE
        && progress.forecastNanos() > TimeUnit.MILLISECONDS.toNanos(limitMillis)
        && progress.participants().stream()
            .mapToLong(ParticipantProgress::initialBytes)
            .allMatch(bytes -> bytes == 0);
  }
}
