package org.baton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is told, and where. */
final class OutputOptions {
  @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON, too.")
  private @Nullable Path json;

  @Option(
      names = "--quiet",
      description = "No progress and no report on the terminal; errors and warnings only.")
  private boolean quiet;

  OutputOptions() {}

  boolean isQuiet() {
    return quiet;
  }

  /** Finds out now, and not after a migration, whether the file can be written. */
  void check() throws Refusal {
    if (json == null) {
      return;
    }
    try {
      Files.newOutputStream(json, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
    } catch (IOException e) {
      throw Refusal.machine("--json " + json + " cannot be written: " + Text.cause(e));
    }
  }

  /**
   * Writes the report, if a file is wanted.
   *
   * @param text JSON
   * @throws Refusal if it cannot be written
   */
  void write(String text) throws Refusal {
    if (json == null) {
      return;
    }
    try {
      Files.writeString(json, text);
    } catch (IOException e) {
      throw Refusal.machine("--json " + json + " could not be written: " + Text.cause(e));
    }
  }
}
