package org.baton.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Starts one side of migrations as a process of its own and talks to it: orders go in, a line each,
 * and answers come out.
 */
final class MigratingProcess implements AutoCloseable {
  /** No line of the process has a line feed. */
  private static final String END = "\n";

  private final Process process;
  private final PrintWriter orders;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  /**
   * Starts one.
   *
   * @param main the class of its {@code main}
   */
  MigratingProcess(Class<?> main) throws IOException {
    process =
        new ProcessBuilder(command(main)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    orders =
        new PrintWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
    Thread.ofPlatform().daemon().name("answers").start(this::listen);
  }

  /** A thread of its own, because waiting for a process cannot be interrupted. */
  private void listen() {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    lines.lines().forEach(answers::add);
    answers.add(END);
  }

  /** This JVM's own command line, with another main class. */
  private static List<String> command(Class<?> main) throws IOException {
    String mine = System.getProperty("sun.java.command", "").split(" ", 2)[0];
    String[] words = Files.readString(Path.of("/proc/self/cmdline")).split("\0", -1);
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    for (int i = 1; !words[i].equals(mine); i++) {
      command.add(words[i]);
    }
    // Under an emulator most of a JVM's start is loading classes; the first one to end leaves them
    // behind.
    command.add("-XX:+AutoCreateSharedArchive");
    command.add("-XX:SharedArchiveFile=/tmp/" + main.getSimpleName() + ".jsa");
    command.add(main.getName());
    return command;
  }

  /** Orders one migration. */
  void order(String words) {
    orders.println(words);
  }

  /** The rest of the next line that begins with a word; lines before it are dropped. */
  String answer(String word) throws IOException, InterruptedException {
    while (true) {
      String line = answers.poll(Lab.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      if (line == null || line.equals(END)) {
        throw new IOException(
            "the other process %s without saying %s"
                .formatted(line == null ? "waits" : "ended", word));
      }
      if (line.startsWith(word + " ")) {
        return line.substring(word.length() + 1);
      }
    }
  }

  /** Ends it with SIGKILL, wherever it is. When this returns, the kernel has closed its devices. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException {
    orders.close();
    try {
      if (!process.waitFor(Lab.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
