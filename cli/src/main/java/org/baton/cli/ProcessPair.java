package org.baton.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A receiving process and a sending one on this machine. The sending one has this process's
 * terminal; what the receiving one complains of goes to a file. Both have a pipe from this process
 * as their stdin, which nothing is written to: its end tells them that this process was killed.
 */
final class ProcessPair {
  private static final long PATIENCE_SECONDS = 15;

  private final JavaCommand command;
  private final Interruption interruption;
  private final Path complaints;

  ProcessPair(JavaCommand command, Interruption interruption, Path complaints) {
    this.command = command;
    this.interruption = interruption;
    this.complaints = complaints;
  }

  /** The arguments of the sending process, once the receiving one listens. */
  interface Sending {
    List<String> to(String endpoint);
  }

  /**
   * Runs both until both have ended. SIGINT and SIGTERM are passed on, and both cancel.
   *
   * @return the exit code of the sending process, or of the receiving one if only that failed
   */
  int run(List<String> receiving, Sending sending) throws IOException, InterruptedException {
    Process receiver =
        new ProcessBuilder(command.with(receiving)).redirectError(complaints.toFile()).start();
    try {
      Optional<String> endpoint = listen(receiver);
      if (endpoint.isEmpty()) {
        return end(receiver, true);
      }
      int sent = send(receiver, sending.to(endpoint.get()));
      int received = end(receiver, sent == ExitCode.COMPLETED);
      return sent == ExitCode.COMPLETED ? received : sent;
    } finally {
      receiver.destroyForcibly();
    }
  }

  /** Where the receiver listens; nothing if it ended instead. */
  private Optional<String> listen(Process receiver) throws IOException, InterruptedException {
    StringBuilder endpoint = new StringBuilder();
    BufferedReader lines = receiver.inputReader(Charset.defaultCharset());
    interruption.during(
        () -> end(receiver),
        () -> {
          for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(Receive.LISTENING)) {
              endpoint.append(line, Receive.LISTENING.length(), line.length());
              return;
            }
          }
        });
    return endpoint.isEmpty() ? Optional.empty() : Optional.of(endpoint.toString());
  }

  private int send(Process receiver, List<String> arguments)
      throws IOException, InterruptedException {
    Process sender =
        new ProcessBuilder(command.with(arguments))
            .inheritIO()
            .redirectInput(Redirect.PIPE)
            .start();
    try {
      interruption.during(
          () -> {
            end(sender);
            end(receiver);
          },
          sender::waitFor);
      return sender.exitValue();
    } finally {
      sender.destroyForcibly();
    }
  }

  /** Waits for the receiver, which ends by itself if the sender completed. */
  private static int end(Process receiver, boolean byItself) throws InterruptedException {
    if (!byItself && !receiver.waitFor(1, TimeUnit.SECONDS)) {
      end(receiver);
    }
    return receiver.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        ? receiver.exitValue()
        : ExitCode.FAILED;
  }

  /** Sends SIGTERM. Unlike {@link Process#destroy} it does not cut the process's output. */
  private static void end(Process process) {
    process.toHandle().destroy();
  }
}
