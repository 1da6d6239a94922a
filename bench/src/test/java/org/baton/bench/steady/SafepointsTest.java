package org.baton.bench.steady;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.baton.bench.harness.JavaCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM says of its safepoints. */
class SafepointsTest {
  private static final List<String> LOG =
      List.of(
          "[0.412s] Safepoint \"GenCollectForAllocation\", Time since last: 4 ns, Total: 9 ns",
          "[1.000s] Safepoint \"FindDeadlocks\", Time since last: 123 ns, Total: 456 ns",
          "[1.250s] something else",
          "[2.001s] Safepoint \"ThreadDump\", Time since last: 123 ns, Total: 456 ns");

  @Test
  void onlyThoseOfTheTimeThatIsWatchedCount() {
    assertThat(Safepoints.reasons(LOG, 1_000, 2_000)).containsExactly("FindDeadlocks");
    assertThat(Safepoints.reasons(LOG, 0, 3_000)).hasSize(3);
  }

  @Test
  void aRealLogIsUnderstood(@TempDir Path folder) throws IOException, InterruptedException {
    List<String> command = JavaCommand.of("", Safepoints.option(folder));
    Process process =
        new ProcessBuilder(
                command.getFirst(),
                command.stream().filter(word -> word.startsWith("-Xlog")).findFirst().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Collecting.class.getName())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(Safepoints.file(folder, process.pid()));
    }
    assertThat(Safepoints.reasons(Safepoints.file(folder, process.pid()), 0, Long.MAX_VALUE))
        .isNotEmpty();
  }

  /** A program that makes its JVM stop all threads. */
  static final class Collecting {
    private Collecting() {}

    public static void main(String[] arguments) {
      System.gc();
    }
  }
}
