package org.baton.engine;

import java.io.IOException;
import java.nio.file.Path;
import org.baton.engine.report.MigrationSnapshot;
import org.baton.engine.telemetry.ProgressCounters;
import org.baton.engine.telemetry.ProgressReader;

/** What a source tells in its {@link SourceContext#countersFile}, for any process. */
public final class MigrationCounters {
  private MigrationCounters() {}

  /**
   * Reads how a migration is, or was when its file was written last.
   *
   * @throws IOException if there is no such file, or it is something else; the message names the
   *     file and says why
   */
  public static MigrationSnapshot read(Path file) throws IOException {
    return ProgressReader.read(file);
  }

  /**
   * Checks that a source can keep its counters in this place. A file of an earlier migration is no
   * obstacle.
   *
   * @throws IOException if not, or if a living process keeps its own there
   */
  public static void check(Path file) throws IOException {
    ProgressCounters.check(file);
  }
}
