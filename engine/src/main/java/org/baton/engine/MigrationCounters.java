package org.baton.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.baton.engine.report.CounterValue;
import org.baton.engine.telemetry.CountersFile;

/** Reads what a source counts in its {@link SourceContext#countersFile}, from any process. */
public final class MigrationCounters {
  private MigrationCounters() {}

  /**
   * Reads all counters.
   *
   * @throws IOException if there is no such file, or it is something else
   */
  public static List<CounterValue> read(Path file) throws IOException {
    return CountersFile.read(file);
  }
}
