package org.baton.bench.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.baton.bench.side.SideResult;

/**
 * One side of a peer, as the harness sees it: a process that is told rounds. What it complains of
 * goes to this process's standard error.
 */
final class SideProcess implements AutoCloseable {
  private static final String LISTENING = "listening ";
  private static final long PATIENCE_SECONDS = 10;

  private final String name;
  private final Process process;
  private final BufferedReader answers;
  private final Writer orders;

  SideProcess(String name, List<String> command) throws IOException {
    this.name = name;
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Where it listens; waits until it does. */
  String listening() throws IOException {
    String line = answer();
    if (!line.startsWith(LISTENING)) {
      throw new IOException("'" + line + "' of " + name + " does not say where it listens");
    }
    return line.substring(LISTENING.length());
  }

  /** Begins a round. */
  void begin(long bytes) throws IOException {
    orders.write("round " + bytes + "\n");
    orders.flush();
  }

  /** Waits for the end of a round. */
  SideResult result() throws IOException {
    return SideResult.parse(answer());
  }

  /** The kernel's number of the process. */
  long pid() {
    return process.pid();
  }

  /** Ends the process: at the end of its input, or when it is asked to, or by force. */
  @Override
  public void close() {
    try {
      orders.close();
    } catch (IOException e) {
      // It has ended, or does not listen any more.
    }
    try {
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
      // What it has put into shared memory it takes with it, if it can.
      process.destroy();
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException(
          name + " has ended in the middle of its work: why stands on the standard error");
    }
    return line;
  }
}
