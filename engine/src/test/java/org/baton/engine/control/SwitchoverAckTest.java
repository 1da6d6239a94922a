package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.pipeline.SaverGauges;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.switchover.LateReinitPolicy;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.engine.switchover.TimeoutStrategy;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.wire.FailCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The source waits until the destination has loaded each device's initial data, each time anew. */
class SwitchoverAckTest {
  private final SourceRig rig =
      SourceRig.withAcks(SwitchoverAckMode.REUSABLE, LateReinitPolicy.RETREAT);

  /** Both devices have their first ack, and the forecast fits. */
  private void acknowledged() {
    rig.to(SourcePhase.PRECOPY);
    for (int i = 0; i < SourceRig.PARTICIPANTS; i++) {
      rig.pending(i, 4_096);
      rig.pending(i, 0);
      rig.conductor.switchoverAck(i, 1);
    }
  }

  private void decided() {
    acknowledged();
    rig.tick(1);
    rig.answer();
    assertThat(rig.actions.done).contains("pauseGuest");
  }

  private void assertWaits() {
    rig.tick(1);
    rig.answer();
    assertThat(rig.actions.done).doesNotContain("pauseGuest");
  }

  private FailCode failure() {
    return Objects.requireNonNull(rig.conductor.failure()).code();
  }

  @Test
  void theFirstAnswerAsks() {
    rig.to(SourcePhase.PRECOPY);
    rig.pending(0, 4_096);

    assertThat(rig.counters.get(0).requested().get()).isOne();
    assertThat(rig.actions.done).doesNotContain("TAG 0");
  }

  @Test
  void theTagGoesOutOnceTheDriverSaysThatItsInitialDataIs() {
    rig.to(SourcePhase.PRECOPY);
    rig.pending(0, 4_096);
    rig.pending(0, 0);
    rig.pending(0, 0);

    assertThat(rig.actions.done).containsOnlyOnce("TAG 0");
  }

  @Test
  void waitsForTheAckOfEachDevice() {
    rig.to(SourcePhase.PRECOPY);
    rig.pending(0, 0);
    rig.pending(1, 0);
    rig.conductor.switchoverAck(1, 1);
    assertWaits();
    assertThat(rig.conductor.obstacle()).isEqualTo("waiting for nic0's ack (generation 1)");

    rig.conductor.switchoverAck(0, 1);
    rig.tick(1);
    rig.answer();
    assertThat(rig.actions.done).contains("pauseGuest");
  }

  /** Not while the forecast does not fit either. */
  @Test
  void theTimeOfWaitingIsThatOfTheDeviceWhoseAckIsMissing() {
    rig.to(SourcePhase.PRECOPY);
    rig.pending(0, 0);
    rig.pending(1, 2_000_000_000);
    rig.tick(1);
    rig.tick(40);
    assertThat(rig.conductor.switchover().ackWaitNanos()).isZero();
    rig.pending(1, 0);
    rig.tick(1);
    rig.conductor.switchoverAck(1, 1);
    rig.tick(60);

    long waited = rig.conductor.switchover().ackWaitNanos();
    assertThat(waited).isBetween(60L, 61L);
    assertThat(ackWait(0)).isEqualTo(waited);
    assertThat(ackWait(1)).isLessThanOrEqualTo(1);
  }

  private long ackWait(int participant) {
    return rig.conductor.progress(participant, new SaverGauges()).acks().waitNanos();
  }

  @Test
  void aReinitAsksAgain() {
    acknowledged();
    rig.pending(1, 4_096, 1);
    assertWaits();
    rig.pending(1, 0, 1);
    assertWaits();
    assertThat(rig.actions.done.stream().filter("TAG 1"::equals)).hasSize(2);

    rig.conductor.switchoverAck(1, 2);
    rig.tick(1);
    rig.answer();
    assertThat(rig.actions.done).contains("pauseGuest");
    assertThat(rig.conductor.progress(1, new SaverGauges()).acks().reinits()).isOne();
  }

  /** It need not say REINIT: new initial data is enough. */
  @Test
  void initialDataThatGrowsAfterTheTagAsksAgain() {
    acknowledged();
    rig.pending(1, 100);
    assertWaits();

    assertThat(rig.counters.get(1).requested().get()).isEqualTo(2);
  }

  @Test
  void aReinitBeforeTheTagAsksNoSecondTime() {
    rig.to(SourcePhase.PRECOPY);
    rig.pending(0, 4_096);
    rig.pending(0, 8_192, 1);
    rig.pending(0, 4_096, 2);

    assertThat(rig.counters.get(0).requested().get()).isOne();
    assertThat(rig.counters.get(0).reinits().get()).isEqualTo(2);
  }

  @Test
  void aReinitWhileTheAckIsOnItsWayNeedsTwo() {
    rig.to(SourcePhase.PRECOPY);
    rig.pending(1, 0);
    rig.conductor.switchoverAck(1, 1);
    rig.pending(0, 0);
    rig.pending(0, 50, 1);
    rig.pending(0, 0, 1);
    rig.conductor.switchoverAck(0, 1);
    assertWaits();

    rig.conductor.switchoverAck(0, 2);
    rig.tick(1);
    rig.answer();
    assertThat(rig.actions.done).contains("pauseGuest");
  }

  /** The gate was open on old answers; the new one shuts it. */
  @Test
  void asksOnceMoreBeforeItDecides() {
    acknowledged();
    rig.tick(1);
    assertThat(rig.actions.done).contains("QUERY 0", "QUERY 1");
    rig.pending(0, 4_096, 1);
    rig.answer();

    assertThat(rig.actions.done).doesNotContain("pauseGuest");
  }

  /**
   * One device answers late; what it says then must not pass for an answer to the next question.
   */
  @Test
  void asksAgainOnlyWhenEverybodyHasAnswered() {
    acknowledged();
    rig.tick(1);
    rig.conductor.onSaverReached(0, SaveCommand.QUERY);
    rig.pending(0, 4_096, 1);
    rig.pending(0, 0, 1);
    rig.conductor.switchoverAck(0, 2);
    rig.tick(1);
    assertThat(rig.actions.done.stream().filter("QUERY 1"::equals)).hasSize(1);

    rig.conductor.onSaverReached(1, SaveCommand.QUERY);
    rig.tick(1);
    rig.tick(1);
    // Nobody knows what device 0 has done since it was acknowledged.
    assertThat(rig.actions.done).doesNotContain("pauseGuest");
    assertThat(rig.actions.done.stream().filter("QUERY 0"::equals)).hasSize(2);

    rig.answer();
    assertThat(rig.actions.done).contains("pauseGuest");
    rig.conductor.onGuestPaused();
    assertThat(rig.actions.done).endsWith("QUERY 0", "QUERY 1");
    rig.conductor.onSaverReached(0, SaveCommand.QUERY);
    assertThat(rig.actions.done).doesNotContain("P2P 0");
  }

  @Test
  void aTimeoutCancelsAndSaysWhatWasWaitedFor() {
    SourceRig slow = SourceRig.withTimeout(50, TimeoutStrategy.CANCEL);
    slow.to(SourcePhase.PRECOPY);
    slow.pending(0, 0);
    slow.pending(1, 0);
    slow.tick(49);
    assertThat(slow.conductor.failure()).isNull();
    slow.tick(1);

    assertThat(String.valueOf(slow.conductor.failure()))
        .contains("TIMEOUT", "did not converge", "nic0's ack (generation 1)", "nic1's ack");
  }

  @Test
  void aTimeoutMayPauseTheGuestAllTheSame() {
    SourceRig slow = SourceRig.withTimeout(50, TimeoutStrategy.SWITCHOVER);
    slow.to(SourcePhase.PRECOPY);
    slow.pending(0, 4_096);
    slow.pending(1, 0);
    slow.tick(50);
    assertThat(slow.actions.done).contains("pauseGuest");
    slow.conductor.onGuestPaused();
    slow.pending(0, 4_096, 1);
    slow.pending(1, 4_096, 1);
    slow.allReached(SaveCommand.QUERY);
    slow.allReached(SaveCommand.P2P);

    assertThat(slow.actions.done).contains("STOP_COPY 0").doesNotContain("RETREAT 0");
    assertThat(slow.conductor.warnings()).anyMatch(line -> line.contains("took too long"));
  }

  @Test
  void aGuestThatDoesNotRunNeedsNoAck() {
    rig.to(SourcePhase.PRECOPY);
    rig.conductor.onGuest(false);
    rig.pending(0, 0);
    rig.pending(1, 0);
    rig.tick(1);
    rig.answer();
    rig.pending(0, 4_096, 1);
    rig.allReached(SaveCommand.QUERY);
    rig.allReached(SaveCommand.P2P);

    assertThat(rig.actions.done).contains("STOP_COPY 0", "STOP_COPY 1");
    assertThat(rig.actions.done).doesNotContain("pauseGuest", "RETREAT 0");
  }

  @ParameterizedTest
  @CsvSource({"0,2", "0,0", "7,1", "-1,1"})
  void anAckThatNobodyAskedForEndsIt(int participant, int generation) {
    rig.to(SourcePhase.PRECOPY);
    rig.pending(0, 0);
    rig.conductor.switchoverAck(participant, generation);

    assertThat(failure()).isEqualTo(FailCode.PROTOCOL);
  }

  @Test
  void anAckThatComesTwiceEndsIt() {
    acknowledged();
    rig.conductor.switchoverAck(0, 1);

    assertThat(failure()).isEqualTo(FailCode.PROTOCOL);
    assertThat(rig.counters.get(0).received().get()).isOne();
  }

  @Test
  void anAckBeforeTheTagEndsIt() {
    rig.to(SourcePhase.PRECOPY);
    rig.pending(0, 4_096);
    rig.conductor.switchoverAck(0, 1);

    assertThat(failure()).isEqualTo(FailCode.PROTOCOL);
  }

  @Test
  void aLateReinitBringsEverythingBackToPrecopy() {
    decided();
    rig.conductor.onGuestPaused();
    rig.pending(0, 4_096, 1);
    rig.allReached(SaveCommand.QUERY);
    assertThat(rig.actions.done).contains("RETREAT 0", "RETREAT 1").doesNotContain("P2P 0");
    rig.allReached(SaveCommand.RETREAT);
    assertThat(rig.actions.done).endsWith("resumeGuest");
    rig.conductor.onGuestResumed();

    assertThat(rig.conductor.status()).isEqualTo(MigrationStatus.ACTIVE);
    assertWaitsFromNowOn();
    rig.pending(0, 0, 1);
    rig.conductor.switchoverAck(0, 2);
    rig.tick(1);
    rig.answer();
    assertThat(rig.actions.done.stream().filter("pauseGuest"::equals)).hasSize(2);
    assertThat(rig.conductor.switchover().retreats()).isOne();
  }

  private void assertWaitsFromNowOn() {
    rig.tick(1);
    rig.answer();
    assertThat(rig.actions.done.stream().filter("pauseGuest"::equals)).hasSize(1);
  }

  /** Two calls to a hypervisor at once, or devices that move under a guest that runs: neither. */
  @Test
  void aMigrationThatEndsDuringARetreatWaitsForTheGuest() {
    retreating();
    rig.conductor.onDisconnected("cable");
    assertThat(rig.actions.done).doesNotContain("RESUME_P2P 0", "RESUME 0").endsWith("resumeGuest");

    rig.conductor.onGuestResumed();
    assertThat(rig.actions.done).contains("RESUME 0", "RESUME 1").doesNotContain("RESUME_P2P 0");
    rig.allReached(SaveCommand.RESUME);
    assertThat(rig.conductor.isEnded()).isTrue();
    assertThat(rig.actions.done.stream().filter("resumeGuest"::equals)).hasSize(1);
    assertThat(rig.conductor.warnings()).isEmpty();
  }

  @Test
  void aGuestThatARetreatCouldNotResumeIsResumedOnTheWayBack() {
    retreating();
    rig.conductor.onDisconnected("cable");
    rig.conductor.onGuestFailed("busy");
    rig.allReached(SaveCommand.RESUME_P2P);
    rig.allReached(SaveCommand.RESUME);
    assertThat(rig.actions.done.stream().filter("resumeGuest"::equals)).hasSize(2);
    assertThat(rig.conductor.isEnded()).isFalse();

    rig.conductor.onGuestResumed();
    assertThat(rig.conductor.isEnded()).isTrue();
    assertThat(rig.conductor.warnings()).isEmpty();
  }

  private void retreating() {
    decided();
    rig.conductor.onGuestPaused();
    rig.pending(0, 4_096, 1);
    rig.allReached(SaveCommand.QUERY);
    rig.allReached(SaveCommand.RETREAT);
    assertThat(rig.actions.done).endsWith("resumeGuest");
  }

  /** In P2P a driver may still say so, or show new initial data. */
  @Test
  void aReinitInP2pIsLateToo() {
    decided();
    rig.conductor.onGuestPaused();
    rig.allReached(SaveCommand.QUERY);
    rig.pending(1, 10);
    rig.allReached(SaveCommand.P2P);

    assertThat(rig.actions.done).contains("RETREAT 0", "RETREAT 1").doesNotContain("STOP_COPY 0");
  }

  @Test
  void retreatsEndInAFailureThatNamesTheDevice() {
    decided();
    for (int retreat = 1; retreat <= 3; retreat++) {
      rig.conductor.onGuestPaused();
      rig.pending(1, 4_096, retreat);
      rig.allReached(SaveCommand.QUERY);
      if (retreat <= 2) {
        rig.allReached(SaveCommand.RETREAT);
        rig.conductor.onGuestResumed();
        rig.pending(1, 0, retreat);
        rig.conductor.switchoverAck(1, retreat + 1);
        rig.tick(1);
        rig.answer();
      }
    }
    assertThat(String.valueOf(rig.conductor.failure())).contains("DEVICE (nic1)", "2 retreats");
    rig.bringBack();
    rig.bringBack();
    rig.bringBack();
    assertThat(rig.conductor.status()).isEqualTo(MigrationStatus.FAILED);
    assertThat(rig.actions.done).endsWith("resumeGuest");
  }

  @Test
  void policyFailFails() {
    SourceRig failing = SourceRig.withAcks(SwitchoverAckMode.REUSABLE, LateReinitPolicy.FAIL);
    lateReinit(failing);

    assertThat(String.valueOf(failing.conductor.failure())).contains("DEVICE (nic0)");
    assertThat(failing.actions.done).contains("RESUME_P2P 0").doesNotContain("RETREAT 0");
  }

  @Test
  void policyProceedProceeds() {
    SourceRig proceeding = SourceRig.withAcks(SwitchoverAckMode.REUSABLE, LateReinitPolicy.PROCEED);
    lateReinit(proceeding);

    assertThat(proceeding.actions.done).contains("P2P 0").doesNotContain("RETREAT 0");
    assertThat(proceeding.conductor.failure()).isNull();
    assertThat(proceeding.conductor.switchover().lateReinits()).isOne();
    assertThat(proceeding.conductor.switchover().retreats()).isZero();
  }

  private static void lateReinit(SourceRig rig) {
    rig.to(SourcePhase.PRECOPY);
    for (int i = 0; i < SourceRig.PARTICIPANTS; i++) {
      rig.pending(i, 0);
      rig.conductor.switchoverAck(i, 1);
    }
    rig.tick(1);
    rig.answer();
    rig.conductor.onGuestPaused();
    rig.pending(0, 4_096, 1);
    rig.allReached(SaveCommand.QUERY);
  }

  @Test
  void legacyIsOneAckForEver() {
    SourceRig legacy = SourceRig.withAcks(SwitchoverAckMode.LEGACY, LateReinitPolicy.RETREAT);
    legacy.to(SourcePhase.PRECOPY);
    legacy.pending(0, 0);
    legacy.pending(1, 0);
    legacy.tick(1);
    legacy.answer();
    assertThat(legacy.actions.done).contains("TAG 0", "TAG 1").doesNotContain("pauseGuest");

    legacy.conductor.switchoverAck(ControlMessages.NO_PARTICIPANT, 1);
    legacy.pending(0, 4_096, 1);
    legacy.tick(1);
    legacy.answer();
    assertThat(legacy.actions.done).contains("pauseGuest").containsOnlyOnce("TAG 0");
  }

  @Test
  void offWaitsForNothing() {
    SourceRig off = SourceRig.withAcks(SwitchoverAckMode.OFF, LateReinitPolicy.RETREAT);
    off.to(SourcePhase.PRECOPY);
    off.pending(0, 4_096);
    off.pending(1, 4_096);
    off.tick(1);
    off.answer();

    assertThat(off.actions.done).contains("pauseGuest").doesNotContain("TAG 0", "TAG 1");
  }

  @Test
  void aGrantThatWasNotOfferedEndsIt() {
    SourceRig legacy = SourceRig.withAcks(SwitchoverAckMode.LEGACY, LateReinitPolicy.RETREAT);
    legacy.to(SourcePhase.HANDSHAKE);
    legacy.conductor.welcome(1, 4, 4_096, SwitchoverAckMode.REUSABLE.capabilities());

    assertThat(Objects.requireNonNull(legacy.conductor.failure()).code())
        .isEqualTo(FailCode.PROTOCOL);
  }
}
