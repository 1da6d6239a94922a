package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.wire.FailCode;
import org.junit.jupiter.api.Test;

/** Nobody may guess who runs the guest. */
class UnknownOutcomeTest {
  @Test
  void sourceMustNotRunTheGuestBeforeItKnows() {
    assertThat(String.join("\n", UnknownOutcome.explain(true, true, Reports.unknown())))
        .contains("THE OUTCOME IS UNKNOWN", "Do not run the guest here", "kill ");
  }

  @Test
  void destinationThatSaidWhyWasNotLost() {
    MigrationReport report =
        Reports.ended(
            MigrationStatus.UNKNOWN,
            new Failure(FailCode.GUEST, null, "no vCPU", true),
            List.of(),
            false);
    assertThat(String.join("\n", UnknownOutcome.explain(true, true, report)))
        .contains("said that it gives up", "Do not run the guest here")
        .doesNotContain("lost");
  }

  @Test
  void destinationMayHoldTheOnlyCopy() {
    assertThat(String.join("\n", UnknownOutcome.explain(false, false, Reports.unknown())))
        .contains("the only copy", "Never from both", "--no-hold");
  }

  @Test
  void exitCodesTellTheOutcomesApart() {
    assertThat(ExitCode.of(MigrationStatus.UNKNOWN, true)).isEqualTo(ExitCode.UNKNOWN);
    assertThat(ExitCode.of(MigrationStatus.COMPLETED, true)).isEqualTo(ExitCode.COMPLETED);
    assertThat(ExitCode.of(MigrationStatus.FAILED, false)).isEqualTo(ExitCode.FAILED);
    assertThat(ExitCode.of(MigrationStatus.FAILED, true)).isEqualTo(ExitCode.CANCELLED);
  }
}
