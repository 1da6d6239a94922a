package org.baton.engine.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.baton.engine.telemetry.CountersFile;

/**
 * A counter of a migration that another process may be doing.
 *
 * @param label which one: {@code DEVICE acksRequested}, for example
 * @param value its value when it was read
 */
public record CounterValue(String label, long value) {
  /**
   * Reads all counters of a file.
   *
   * @throws IOException if there is none, or it is something else
   */
  public static List<CounterValue> read(Path path) throws IOException {
    return CountersFile.read(path);
  }
}
