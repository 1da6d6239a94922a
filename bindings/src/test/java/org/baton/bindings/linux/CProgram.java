package org.baton.bindings.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A C program, compiled against the headers that the bindings were generated from, and run. */
public final class CProgram {
  private CProgram() {}

  /** The lines that the program prints. */
  public static List<String> run(Path directory, String source) throws Exception {
    Path headers = Path.of(command("bindings/generate --headers", "./generate", "--headers"));
    Path file = Files.writeString(directory.resolve("probe.c"), source);
    Path program = directory.resolve("probe");
    command(
        "gcc, which compares the bindings with the headers",
        "gcc",
        "-I" + headers,
        "-I" + headers.resolve("x86_64-linux-gnu"),
        "-I" + Path.of("src/jextract").toAbsolutePath(),
        "-o",
        program.toString(),
        file.toString());
    return command("the probe", program.toString()).lines().toList();
  }

  private static String command(String what, String... command) throws Exception {
    Path output = Files.createTempFile("baton", ".out");
    Path errors = Files.createTempFile("baton", ".err");
    try {
      int status =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start()
              .waitFor();
      if (status != 0) {
        throw new AssertionError(what + " failed:\n" + Files.readString(errors, UTF_8));
      }
      return Files.readString(output, UTF_8).strip();
    } catch (IOException e) {
      throw new AssertionError("Cannot run " + what, e);
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }
}
