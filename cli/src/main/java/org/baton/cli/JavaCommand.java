package org.baton.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How to start another process of this command: the same JVM, flags, modules and main class.
 *
 * @param words up to the main class; the command's arguments come after them
 */
record JavaCommand(List<String> words) {
  /** Module and main class. */
  static final String MAIN = "org.baton.cli/org.baton.cli.Baton";

  JavaCommand {
    words = List.copyOf(words);
  }

  /**
   * That of this process, as the kernel keeps it.
   *
   * @throws Refusal if it was started in another way than the launcher's
   */
  static JavaCommand ofProcess() throws Refusal {
    Optional<String> java = ProcessHandle.current().info().command();
    try {
      String line = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
      List<String> words = new ArrayList<>(List.of(line.split("\0", -1)));
      int main = words.indexOf(MAIN);
      if (main > 0 && java.isPresent()) {
        words.set(0, java.get());
        return new JavaCommand(words.subList(0, main + 1));
      }
    } catch (IOException e) {
      throw Refusal.machine("how this process was started cannot be read: " + e);
    }
    throw Refusal.machine(
        "this process was not started as 'java ... -m " + MAIN + "': use the launcher, ./baton");
  }

  /** The whole command line. */
  List<String> with(List<String> arguments) {
    List<String> all = new ArrayList<>(words);
    all.addAll(arguments);
    return all;
  }
}
