package org.baton.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** One line per test as it ends, so that the console of a guest that hangs shows where. */
final class LabReport implements TestExecutionListener {
  private final Map<String, Long> begun = new HashMap<>();
  private int passed;
  private int failed;
  private int skipped;

  @Override
  public void executionStarted(TestIdentifier test) {
    begun.put(test.getUniqueId(), System.nanoTime());
    if (test.isTest()) {
      forgetLogs();
      print("RUN ", name(test));
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    // A class that fails as a whole counts too; one that passes is not a test.
    if (!test.isTest() && result.getStatus() == Status.SUCCESSFUL) {
      return;
    }
    long millis = (System.nanoTime() - begun.getOrDefault(test.getUniqueId(), 0L)) / 1_000_000;
    switch (result.getStatus()) {
      case SUCCESSFUL -> {
        passed++;
        print("PASS", name(test) + " (" + millis + " ms)");
      }
      case ABORTED -> {
        skipped++;
        print(
            "SKIP",
            name(test) + result.getThrowable().map(it -> ": " + it.getMessage()).orElse(""));
      }
      case FAILED -> {
        failed++;
        print("FAIL", name(test) + " (" + millis + " ms)");
        result.getThrowable().ifPresent(it -> it.printStackTrace(System.out));
        keepLogs(test);
      }
    }
  }

  /** So that a test that fails does not show those of another. */
  private static void forgetLogs() {
    try {
      Qemu.forgetLogs();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What QEMU said goes with the guest unless it is copied. */
  private static void keepLogs(TestIdentifier test) {
    String name = name(test).replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("-$", "");
    try {
      Qemu.keepLogs(Lab.out().resolve("failed-" + name));
    } catch (IOException e) {
      print("NOTE", "the logs of " + name + " are lost: " + e);
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    skipped++;
    print("SKIP", name(test) + ": " + reason);
  }

  /** Prints the sum and gives the exit status. */
  int close() {
    System.out.println(
        "lab: " + passed + " passed, " + failed + " failed, " + skipped + " skipped");
    return failed == 0 ? 0 : 1;
  }

  private static String name(TestIdentifier test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(MethodSource.class::cast)
        .map(it -> it.getJavaClass().getSimpleName() + "." + test.getDisplayName())
        .orElse(test.getDisplayName());
  }

  private static void print(String word, String text) {
    System.out.println(word + " " + text);
    System.out.flush();
  }
}
