package org.baton.bindings.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One line of {@code src/jextract/includes}: something the bindings were asked to hold. */
record Include(Kind kind, String name) {
  enum Kind {
    CONSTANT,
    STRUCT,
    FUNCTION
  }

  static List<Include> all() throws IOException {
    List<Include> includes = new ArrayList<>();
    try (var files = Files.newDirectoryStream(Path.of("src/jextract/includes"), "*.txt")) {
      for (Path file : files) {
        for (String line : Files.readAllLines(file)) {
          includes.add(parse(line));
        }
      }
    }
    return includes;
  }

  static List<String> names(Kind kind) throws IOException {
    return all().stream().filter(i -> i.kind == kind).map(Include::name).sorted().toList();
  }

  private static Include parse(String line) {
    for (Kind kind : Kind.values()) {
      String option = "--include-" + kind.name().toLowerCase(java.util.Locale.ROOT) + " ";
      if (line.startsWith(option)) {
        return new Include(kind, line.substring(option.length()));
      }
    }
    throw new IllegalArgumentException(line);
  }
}
