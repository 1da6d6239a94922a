package org.baton.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.baton.engine.telemetry.HistogramLog;
import org.baton.engine.telemetry.StageRecorder;
import org.jspecify.annotations.Nullable;

/**
 * The stage times of one migration on their way to a file, if one is wanted. A file that cannot be
 * written is reported, and does not stop a migration.
 */
final class StageLog implements AutoCloseable {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Consumer<String> complaints;
  private final @Nullable HistogramLog log;
  private long lastNanos;

  StageLog(@Nullable Path directory, String side, Consumer<String> complaints) {
    this.complaints = complaints;
    HistogramLog created = null;
    if (directory != null) {
      try {
        created = HistogramLog.create(directory, side);
      } catch (IOException e) {
        complaints.accept("no stage times will be written: " + e);
      }
    }
    log = created;
  }

  /** Writes what was recorded since the last time, once a second or when told to. */
  void write(Collection<StageRecorder> recorders, long nowNanos, boolean now) {
    if (log != null && (now || nowNanos - lastNanos >= INTERVAL_NANOS)) {
      lastNanos = nowNanos;
      log.write(recorders);
    }
  }

  @Override
  public void close() {
    if (log != null) {
      log.close();
      if (!log.isComplete()) {
        complaints.accept("not all stage times could be written: is the disk full?");
      }
    }
  }
}
