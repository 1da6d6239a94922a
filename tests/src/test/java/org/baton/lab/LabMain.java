package org.baton.lab;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.engine.Filter;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the lab tests in the guest. JUnit's own console launcher would do, but under an emulator its
 * command line parser alone takes longer than the tests.
 *
 * <p>{@code LabMain allowed TAGS} runs the tests that TAGS, a tag expression of JUnit, selects,
 * except those for a machine that denies io_uring. When there are some of these too it leaves the
 * file {@code io-uring-denied-tests}, and {@code LabMain denied TAGS} runs them.
 */
final class LabMain {
  private LabMain() {}

  /** Ends with 0 when no test failed. The last line that it prints is for {@code tests/lab/run}. */
  public static void main(String[] args) throws IOException {
    var launcher = LauncherFactory.create();
    var report = new LabReport();
    var denied = request(args[1], TagFilter.includeTags(Lab.IO_URING_DENIED));
    if (args[0].equals("denied")) {
      launcher.execute(denied, report);
    } else {
      if (launcher.discover(denied).containsTests()) {
        Files.createFile(Path.of("io-uring-denied-tests"));
      }
      launcher.execute(request(args[1], TagFilter.excludeTags(Lab.IO_URING_DENIED)), report);
    }
    // Threads that a failed test has left behind must not keep the guest alive.
    System.exit(report.close());
  }

  private static LauncherDiscoveryRequest request(String tags, Filter<?>... more) {
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(selectPackage("org.baton.lab"))
        .filters(ClassNameFilter.includeClassNamePatterns(".*Test"), TagFilter.includeTags(tags))
        .filters(more)
        .build();
  }
}
