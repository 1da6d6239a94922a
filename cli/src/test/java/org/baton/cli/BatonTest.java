package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What nobody expected has one line and an exit code, too. */
class BatonTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Interruption interruption = new Interruption();

  /** Fails whatever prints a result. */
  private static final class Failing extends PrintStream {
    private final Throwable failure;

    Failing(Throwable failure) {
      super(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
      this.failure = failure;
    }

    @Override
    public void println(String line) {
      switch (failure) {
        case Error error -> throw error;
        case RuntimeException exception -> throw exception;
        default -> throw new AssertionError(failure);
      }
    }
  }

  private int probe(Throwable failure) {
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    return Baton.run(new Terminal(new Failing(failure), errors, 0), interruption, "probe");
  }

  @Test
  void errorIsAFailureInOneLine() {
    assertThat(probe(new NoClassDefFoundError("org/baton/X"))).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("baton: java.lang.NoClassDefFoundError: org/baton/X; ")
        .contains("BATON_DEBUG=1");
  }

  @Test
  void exceptionNamesItsCauseAndTheCommand() {
    assertThat(probe(new IllegalStateException("died", new OutOfMemoryError("no\nheap"))))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("baton probe: java.lang.IllegalStateException: died, because ")
        .contains("OutOfMemoryError: no; heap");
  }

  @Test
  void aFullDiskBehindStdoutIsComplainedOf() {
    PrintStream full =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int octet) throws IOException {
                throw new IOException("No space left on device");
              }
            },
            true,
            StandardCharsets.UTF_8);
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    assertThat(Baton.run(new Terminal(full, errors, 0), interruption, "probe"))
        .isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("baton: stdout could not be written");
  }

  @Test
  void afterASignalItIsACancellation() {
    interruption.request();
    assertThat(probe(new OutOfMemoryError("no heap"))).isEqualTo(ExitCode.CANCELLED);
  }
}
