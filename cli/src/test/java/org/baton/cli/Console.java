package org.baton.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the command in this process and keeps what it prints. */
final class Console {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Interruption interruption = new Interruption();

  /** Runs the command. */
  int run(String... arguments) {
    return Baton.commandLine(
            new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                0),
            interruption)
        .execute(arguments);
  }

  /** Does what a signal does. */
  void interrupt() {
    interruption.request();
  }

  /** Results so far. */
  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Complaints and progress so far. */
  List<String> err() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** Waits until a source may connect. */
  String awaitEndpoint() throws InterruptedException {
    for (int i = 0; i < 1_000; i++) {
      for (String line : out().lines().toList()) {
        if (line.startsWith(Receive.LISTENING)) {
          return line.substring(Receive.LISTENING.length());
        }
      }
      Thread.sleep(10);
    }
    throw new AssertionError("the receiver does not listen: " + err());
  }
}
