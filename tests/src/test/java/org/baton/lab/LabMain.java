package org.baton.lab;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the lab tests in the guest: {@code LabMain TAG-EXPRESSION}. JUnit's own console launcher
 * would do, but under an emulator its command line parser alone takes longer than the tests.
 */
final class LabMain {
  private LabMain() {}

  /** Ends with 0 when no test failed. The last line that it prints is for {@code tests/lab/run}. */
  public static void main(String[] args) {
    var report = new LabReport();
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectPackage("org.baton.lab"))
            .filters(
                ClassNameFilter.includeClassNamePatterns(".*Test"), TagFilter.includeTags(args[0]))
            .build();
    LauncherFactory.create().execute(request, report);
    // Threads that a failed test has left behind must not keep the guest alive.
    System.exit(report.close());
  }
}
