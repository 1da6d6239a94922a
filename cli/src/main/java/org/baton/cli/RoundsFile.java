package org.baton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * How the demo's receiving process tells the sending one what it held after each round, so that one
 * report has both: a line of {@code ROUND RSS_BYTES OPEN_FDS} each. The file appears whole.
 */
final class RoundsFile {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long POLL_MILLIS = 5;

  private RoundsFile() {}

  /** Writes it. */
  static void write(Path file, List<Round> rounds) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    Files.write(
        draft,
        rounds.stream()
            .map(
                round ->
                    round.number() + " " + round.usage().rssBytes() + " " + round.usage().openFds())
            .toList());
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Reads it, by round, as soon as it is there; empty if it does not come. */
  static Map<Integer, ProcessUsage> await(Path file) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!Files.exists(file)) {
      if (System.nanoTime() - deadline > 0) {
        return Map.of();
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return Files.readAllLines(file).stream()
        .map(line -> line.split(" ", -1))
        .collect(
            Collectors.toMap(
                cells -> Integer.parseInt(cells[0]),
                cells -> new ProcessUsage(Long.parseLong(cells[1]), Integer.parseInt(cells[2]))));
  }
}
