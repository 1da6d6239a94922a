package org.baton.cli;

import org.baton.engine.report.MigrationStatus;

/** What the process tells its caller. */
final class ExitCode {
  static final int COMPLETED = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int UNKNOWN = 3;
  static final int REFUSED = 4;
  static final int CANCELLED = 130;

  static final String COMPLETED_TEXT = "Completed. The guest runs at the destination.";
  static final String FAILED_TEXT =
      "Failed. The guest runs on at the source, unless the report says otherwise.";
  static final String USAGE_TEXT = "The arguments are wrong. Nothing was done.";
  static final String UNKNOWN_TEXT =
      "Unknown. The other side was lost during the handover; see docs/cli.md.";
  static final String REFUSED_TEXT =
      "A device, an address or a file was refused before a migration began.";
  static final String CANCELLED_TEXT =
      "Cancelled by the operator. The guest stays at the source, as with 1.";

  private ExitCode() {}

  /**
   * The code for a migration's end.
   *
   * @param interrupted whether the operator asked this process to end. A cancellation and the other
   *     side's hanging up can cross, and then the status is FAILED.
   */
  static int of(MigrationStatus status, boolean interrupted) {
    return switch (status) {
      case COMPLETED -> COMPLETED;
      case CANCELLED -> CANCELLED;
      case UNKNOWN -> UNKNOWN;
      case NONE, SETUP, ACTIVE, DEVICE, FAILED -> interrupted ? CANCELLED : FAILED;
    };
  }
}
