package org.baton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command in a process of its own, and what it prints on stdout and stderr together. */
final class Launched implements AutoCloseable {
  private final Process process;
  private final Path log;

  private Launched(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts it with the launcher's flags. */
  static Launched start(Path log, String... arguments) throws IOException {
    return start(log, List.of(), List.of(), arguments);
  }

  /** Starts it with the launcher's flags and others, through a command that starts commands. */
  static Launched start(Path log, List<String> through, List<String> flags, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(through);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--module-path",
            System.getProperty("jdk.module.path"),
            "--illegal-native-access=deny",
            "--enable-native-access=org.baton.bindings",
            "--sun-misc-unsafe-memory-access=deny",
            "--add-exports=java.base/jdk.internal.misc=org.agrona",
            "-XX:+UseSerialGC",
            "-Xms32m",
            "-XX:+AlwaysPreTouch"));
    command.addAll(flags);
    command.addAll(List.of("-m", JavaCommand.MAIN));
    command.addAll(List.of(arguments));
    return new Launched(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
        log);
  }

  /** Everything printed so far. */
  String output() throws IOException {
    return Files.readString(log);
  }

  /** Waits until a text was printed so many times. */
  void awaitOutput(String text, int times) throws IOException, InterruptedException {
    for (int i = 0; i < 3_000; i++) {
      if (output().split(text, -1).length > times) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new AssertionError("'" + text + "' did not come: " + output());
  }

  /** Sends a signal, named without SIG. */
  void signal(String name) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    if (code != 0) {
      throw new AssertionError("kill -" + name + " ended with " + code);
    }
  }

  /** Whether it ends within a time. */
  boolean endsWithin(long seconds) throws InterruptedException {
    return process.waitFor(seconds, TimeUnit.SECONDS);
  }

  /** Waits for its end. */
  int awaitExit() throws IOException, InterruptedException {
    if (!endsWithin(60)) {
      throw new AssertionError("it does not end: " + output());
    }
    return process.exitValue();
  }

  /** Processes it has started. */
  List<ProcessHandle> children() {
    return process.children().toList();
  }

  /** Ends it with SIGKILL, and waits until its sockets are closed. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Leaves nothing behind. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
