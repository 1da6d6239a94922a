package org.baton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of a comparison.
 *
 * @param downtimeMillis how long the guest stood still
 * @param totalMillis from the beginning to the end
 * @param report all of it, as {@link ReportJson} wrote it
 */
record ComparedRun(double downtimeMillis, double totalMillis, String report) {
  /** Reads what a sending process wrote. */
  static ComparedRun read(Path file) throws IOException {
    String report = Files.readString(file);
    return new ComparedRun(field(report, "downtimeMillis"), field(report, "totalMillis"), report);
  }

  /** Baton's own writer indents by two spaces, so this is a field of the outermost object. */
  private static double field(String report, String name) throws IOException {
    Matcher matcher =
        Pattern.compile("^  \"" + name + "\": ([0-9.]+)", Pattern.MULTILINE).matcher(report);
    if (!matcher.find()) {
      throw new IOException("the report has no " + name + ": " + Text.oneLine(report));
    }
    return Double.parseDouble(matcher.group(1));
  }
}
