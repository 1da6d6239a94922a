package org.baton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What this process holds of the machine, as proc(5) tells.
 *
 * @param rssBytes memory that is resident
 * @param openFds open file descriptors
 */
record ProcessUsage(long rssBytes, int openFds) {
  private static final Pattern RSS = Pattern.compile("VmRSS:\\s+([0-9]+) kB");

  /** Now. Zeros where there is no {@code /proc}. */
  static ProcessUsage now() {
    return new ProcessUsage(rss(), openFdCount());
  }

  private static long rss() {
    try {
      return parseRss(Files.readAllLines(Path.of("/proc/self/status")));
    } catch (IOException e) {
      return 0;
    }
  }

  static long parseRss(List<String> status) {
    for (String line : status) {
      Matcher matcher = RSS.matcher(line);
      if (matcher.matches()) {
        return Long.parseLong(matcher.group(1)) << 10;
      }
    }
    return 0;
  }

  private static int openFdCount() {
    try (Stream<Path> fds = Files.list(Path.of("/proc/self/fd"))) {
      // The listing itself has one open.
      return (int) fds.count() - 1;
    } catch (IOException e) {
      return 0;
    }
  }
}
