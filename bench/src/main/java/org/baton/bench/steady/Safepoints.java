package org.baton.bench.steady;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM has logged with {@code -Xlog:safepoint:file=FILE:uptime}. */
final class Safepoints {
  private static final Pattern LINE = Pattern.compile("\\[([0-9.]+)s] Safepoint \"([^\"]*)\",.*");
  private static final double MILLIS_PER_SECOND = 1_000;

  private Safepoints() {}

  /** The JVM option that makes each process log to a file of its own. */
  static String option(Path folder) {
    return "-Xlog:safepoint:file=" + folder.resolve("safepoints-%p.log") + ":uptime";
  }

  /** That of one process. */
  static Path file(Path folder, long pid) {
    return folder.resolve("safepoints-" + pid + ".log");
  }

  /**
   * Why there were safepoints, one for each.
   *
   * @param beginMillis uptime from which on they count
   * @param endMillis uptime until which they count
   * @throws IOException if there is no log
   */
  static List<String> reasons(Path file, long beginMillis, long endMillis) throws IOException {
    return reasons(Files.readAllLines(file), beginMillis, endMillis);
  }

  /** The same, of the lines of a log. */
  static List<String> reasons(List<String> lines, long beginMillis, long endMillis) {
    List<String> reasons = new ArrayList<>();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        double millis = Double.parseDouble(matcher.group(1)) * MILLIS_PER_SECOND;
        if (millis >= beginMillis && millis <= endMillis) {
          reasons.add(matcher.group(2));
        }
      }
    }
    return reasons;
  }
}
