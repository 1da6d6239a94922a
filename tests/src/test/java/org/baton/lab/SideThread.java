package org.baton.lab;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.baton.engine.report.MigrationReport;

/** Runs one side of a migration on a thread of its own. */
final class SideThread {
  private SideThread() {}

  /** The {@code run} of a source or a destination. */
  interface Side {
    MigrationReport run() throws IOException, InterruptedException;
  }

  /** Starts it; its report comes, or what it threw. */
  static CompletableFuture<MigrationReport> start(Side side) {
    CompletableFuture<MigrationReport> report = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                report.complete(side.run());
              } catch (IOException | InterruptedException | RuntimeException | Error e) {
                report.completeExceptionally(e);
              }
            });
    return report;
  }
}
