package org.baton.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a source of Baton tells of its last migration: {@code NAME VALUE}, one a line. */
public final class MigrationFigures {
  private final Map<String, Long> values;

  private MigrationFigures(Map<String, Long> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * Reads a file of them.
   *
   * @throws IOException if there is none
   */
  public static MigrationFigures read(Path file) throws IOException {
    return parse(Files.readAllLines(file));
  }

  /**
   * Reads lines.
   *
   * @throws IllegalArgumentException if one is something else
   */
  static MigrationFigures parse(List<String> lines) {
    Map<String, Long> values = new TreeMap<>();
    for (String line : lines) {
      int space = line.indexOf(' ');
      if (space < 1) {
        throw new IllegalArgumentException("'" + line + "' is not NAME VALUE");
      }
      values.put(line.substring(0, space), Long.parseLong(line.substring(space + 1)));
    }
    return new MigrationFigures(values);
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException if it was not told
   */
  public long value(String name) {
    Long value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no figure is called " + name);
    }
    return value;
  }

  /** Those whose names begin so. */
  public List<String> names(String prefix) {
    return values.keySet().stream().filter(name -> name.startsWith(prefix)).sorted().toList();
  }

  /** One of nanoseconds, in milliseconds. */
  public double millis(String name) {
    return value(name) / 1e6;
  }
}
