package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.switchover.LateReinitPolicy;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.engine.switchover.TimeoutStrategy;
import org.junit.jupiter.api.Test;

/** A device that re-initialises faster than it can be acknowledged is named, with its rate. */
class RestlessDeviceTest {
  private static final long MILLI = 1_000_000;

  private final SourceRig rig =
      SourceRig.withAcks(SwitchoverAckMode.REUSABLE, LateReinitPolicy.RETREAT);

  /** nic1 is well; nic0 re-initialises every 400 ms, and its ack takes 500. */
  private void restless(SourceRig source, int reinits) {
    source.to(SourcePhase.PRECOPY);
    source.pending(1, 0);
    source.conductor.switchoverAck(1, 1);
    source.pending(0, 0);
    source.tick(1);
    for (int i = 1; i <= reinits; i++) {
      source.tick(400 * MILLI);
      source.pending(0, 4_096, i);
      source.pending(0, 0, i);
      source.tick(100 * MILLI);
      source.conductor.switchoverAck(0, i);
      source.tick(1);
    }
  }

  @Test
  void itIsNamedWithItsRateAndTheRoundTripOfAnAck() {
    restless(rig, 8);

    assertThat(rig.conductor.obstacle())
        .startsWith("waiting for nic0's ack (generation 9); nic0 re-initialises faster than it is")
        .contains("acknowledged: 2.0 times a second, an ack takes ")
        .doesNotContain("nic1");
  }

  @Test
  void oneThatIsNeverAcknowledgedIsNamedToo() {
    rig.to(SourcePhase.PRECOPY);
    rig.pending(1, 0);
    rig.conductor.switchoverAck(1, 1);
    for (int i = 0; i < 5; i++) {
      rig.pending(0, 4_096, i);
      rig.tick(2_000 * MILLI);
    }
    assertThat(rig.conductor.obstacle())
        .startsWith("waiting for nic0's initial data (generation 1); nic0 re-initialises")
        .endsWith("every 2.0 s, and no ack of it has come");
  }

  @Test
  void oneThatIsAcknowledgedInTimeIsNot() {
    rig.to(SourcePhase.PRECOPY);
    for (int i = 0; i < 20; i++) {
      rig.pending(0, 4_096, i);
      rig.pending(0, 0, i);
      rig.tick(100 * MILLI);
      assertThat(rig.conductor.obstacle()).doesNotContain("re-initialises");
      rig.conductor.switchoverAck(0, i + 1);
      rig.tick(100 * MILLI);
    }
    assertThat(rig.conductor.obstacle()).contains("nic1").doesNotContain("re-initialises");
  }

  @Test
  void aTimeoutSaysIt() {
    SourceRig limited = SourceRig.withTimeout(4_000 * MILLI, TimeoutStrategy.CANCEL);
    restless(limited, 7);
    limited.tick(600 * MILLI);

    assertThat(Objects.requireNonNull(limited.conductor.failure()).cause())
        .contains("did not converge in time", "nic0 re-initialises faster");
  }

  @Test
  void andSoDoesTheWarningOfAForcedSwitchover() {
    SourceRig limited = SourceRig.withTimeout(4_000 * MILLI, TimeoutStrategy.SWITCHOVER);
    restless(limited, 7);
    limited.tick(600 * MILLI);

    assertThat(limited.conductor.warnings()).anyMatch(line -> line.contains("re-initialises"));
  }

  /** Whatever a device says, nothing is done twice on the same answer. */
  @Test
  void withoutNewAnswersNothingIsAsked() {
    rig.to(SourcePhase.PRECOPY);
    for (int i = 0; i < SourceRig.PARTICIPANTS; i++) {
      rig.pending(i, 0);
      rig.conductor.switchoverAck(i, 1);
    }
    for (int round = 1; round <= 5; round++) {
      rig.tick(1);
      // Asked once more, nic0 says REINIT; its ack comes, and the gate seems open again.
      rig.pending(0, 4_096, round);
      rig.allReached(SaveCommand.QUERY);
      int before = rig.actions.done.size();
      for (int tick = 0; tick < 1_000; tick++) {
        rig.tick(1);
      }
      assertThat(rig.actions.done).hasSize(before);
      rig.pending(0, 0, round);
      rig.conductor.switchoverAck(0, round + 1);
    }
    assertThat(rig.actions.done)
        .filteredOn("QUERY 0"::equals)
        .as("one for each time that it seemed open")
        .hasSize(5);
    assertThat(rig.actions.done).doesNotContain("pauseGuest");
  }
}
