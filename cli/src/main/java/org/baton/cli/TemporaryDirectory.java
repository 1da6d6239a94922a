package org.baton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory for files of one run, which goes with them.
 *
 * @param path where it is
 */
record TemporaryDirectory(Path path) implements AutoCloseable {
  /**
   * Makes one.
   *
   * @throws Refusal if that cannot be
   */
  static TemporaryDirectory create() throws Refusal {
    try {
      return new TemporaryDirectory(Files.createTempDirectory("baton-demo"));
    } catch (IOException e) {
      throw Refusal.machine(
          "no temporary directory can be made: %s; BATON_JAVA_OPTS=-Djava.io.tmpdir=DIR names where"
              .formatted(e));
    }
  }

  /** A file in it, which need not exist. */
  Path file(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(path)) {
      files = entries.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(path);
  }
}
