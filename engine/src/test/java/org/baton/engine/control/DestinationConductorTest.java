package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.baton.engine.pipeline.LoadCommand;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.wire.FailCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The destination's good way. */
class DestinationConductorTest {
  private final DestinationRig rig = new DestinationRig();

  @Test
  void goesTheGoodWay() {
    rig.to(DestinationPhase.ENDED);

    assertThat(rig.conductor.status()).isEqualTo(MigrationStatus.COMPLETED);
    assertThat(rig.conductor.failure()).isNull();
    assertThat(rig.conductor.isEnded()).isTrue();
    assertThat(rig.said)
        .containsExactly(
            "welcome", "resuming", "credit", "credit", "loaded 0", "loaded 1", "ready", "running");
    assertThat(rig.actions.done)
        .containsExactly(
            "bind [1, 0] 4x4096",
            "RESUMING 0",
            "RESUMING 1",
            "expect 0",
            "expect 1",
            "RUN_P2P 0",
            "RUN_P2P 1",
            "RUN 0",
            "RUN 1",
            "resumeGuest");
  }

  @ParameterizedTest
  @CsvSource({
    "LISTENING,SETUP",
    "BINDING,SETUP",
    "PREPARING,SETUP",
    "LOADING,ACTIVE",
    "READY,DEVICE",
    "STARTING,DEVICE",
    "RESUMING_GUEST,DEVICE",
    "CLOSING,COMPLETED"
  })
  void saysWhereItIs(DestinationPhase phase, MigrationStatus status) {
    rig.to(phase);

    assertThat(rig.conductor.status()).isEqualTo(status);
    assertThat(rig.conductor.isEnded()).isFalse();
  }

  @Test
  void isNotReadyBeforeEveryDeviceIsValidated() {
    rig.to(DestinationPhase.LOADING);
    rig.conductor.onValidated(1, DestinationRig.TOTALS, 5);

    assertThat(rig.said).contains("loaded 1").doesNotContain("ready");
  }

  @Test
  void doesNotResumeTheGuestBeforeEveryDeviceRuns() {
    rig.to(DestinationPhase.STARTING);
    rig.conductor.onLoaderReached(0, LoadCommand.RUN_P2P);
    assertThat(rig.actions.done).doesNotContain("RUN 0", "RUN 1");

    rig.conductor.onLoaderReached(1, LoadCommand.RUN_P2P);
    rig.conductor.onLoaderReached(0, LoadCommand.RUN);
    assertThat(rig.actions.done).doesNotContain("resumeGuest");
  }

  @Test
  void saysCreditOnlyWhenThereIsSome() {
    rig.to(DestinationPhase.LOADING);
    rig.conductor.onLoaded(0, 1, 100, 1);
    rig.conductor.onLoaded(0, 1, 100, 1);
    rig.conductor.onLoaded(1, 0, 0, 0);

    assertThat(rig.said.stream().filter("credit"::equals)).hasSize(1);
  }

  @Test
  void refusesAStreamThatEndsTwice() {
    rig.to(DestinationPhase.LOADING);
    rig.conductor.streamEnd(0, 1, 1, 1);
    rig.conductor.streamEnd(0, 1, 1, 1);

    assertFailed();
  }

  @Test
  void refusesTheEndOfAStreamThatIsNone() {
    rig.to(DestinationPhase.LOADING);
    rig.conductor.streamEnd(SourceRig.PARTICIPANTS, 1, 1, 1);

    assertFailed();
  }

  private void assertFailed() {
    assertThat(Objects.requireNonNull(rig.conductor.failure()).code()).isEqualTo(FailCode.PROTOCOL);
    assertThat(rig.said).endsWith("fail PROTOCOL");
    assertThat(rig.actions.done).endsWith("ABORT 0", "ABORT 1");
  }
}
