package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.switchover.LateReinitPolicy;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.message.ProtocolException;
import org.baton.transport.wire.FailCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong, and whenever: the source has its devices and guest back, or keeps off. */
class SourceGivingUpTest {
  private final SourceRig rig = new SourceRig();

  /** A way to go wrong. */
  record Trouble(String name, FailCode code, Consumer<SourceRig> cause) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Trouble> troubles() {
    return Stream.of(
        new Trouble("cancel", FailCode.CANCELLED, rig -> rig.conductor.cancel()),
        new Trouble(
            "disconnect", FailCode.CONNECTION, rig -> rig.conductor.onDisconnected("cable")),
        new Trouble(
            "channel closed",
            FailCode.CONNECTION,
            rig -> {
              rig.conductor.onChannelClosed(0, new IOException("cable"));
              rig.tick(SourceRig.PEER_NANOS / 4);
            }),
        new Trouble(
            "device",
            FailCode.DEVICE,
            rig -> rig.conductor.onParticipantFailed(1, new IOException("EIO"))),
        new Trouble(
            "peer failed",
            FailCode.DEVICE,
            rig -> rig.conductor.fail(FailCode.DEVICE, 1, "EIO over there")),
        new Trouble(
            "nonsense",
            FailCode.PROTOCOL,
            rig -> rig.conductor.onViolation(new ProtocolException("nonsense"))),
        new Trouble("silence", FailCode.CONNECTION, rig -> rig.silence(SourceRig.PEER_NANOS)));
  }

  private static Stream<Arguments> troublesBeforeCommit() {
    return troubles()
        .flatMap(
            trouble ->
                SourceRig.goodWay()
                    .filter(phase -> phase.compareTo(SourcePhase.COMMITTED) < 0)
                    .map(phase -> Arguments.of(trouble, phase)));
  }

  @ParameterizedTest
  @MethodSource("troublesBeforeCommit")
  void beforeCommitItBringsEverythingBack(Trouble trouble, SourcePhase phase) {
    rig.to(phase);
    trouble.cause().accept(rig);
    assertGoesBack(trouble.code(), phase);
  }

  @Test
  void thePeersReasonIsBetterThanTheLossOfAChannel() {
    rig.to(SourcePhase.LOADING);
    rig.conductor.onChannelClosed(0, new IOException("the destination closed data channel 0"));
    rig.conductor.fail(FailCode.DEVICE, 1, "EIO over there");
    rig.tick(SourceRig.PEER_NANOS / 4);

    assertThat(String.valueOf(rig.conductor.failure())).contains("DEVICE (nic1): EIO over there");
  }

  @Test
  void aViolationOnADataChannelNeedsNoReason() {
    rig.to(SourcePhase.PRECOPY);
    rig.conductor.onChannelClosed(0, new ProtocolException("it must not send"));

    assertGoesBack(FailCode.PROTOCOL, SourcePhase.PRECOPY);
  }

  /** Whoever paused it, it stands still: a device that runs could write into one that does not. */
  @Test
  void devicesOfAGuestThatDidNotRunWaitForEachOtherToo() {
    rig.to(SourcePhase.PRECOPY);
    rig.conductor.onGuest(false);
    rig.pending(0, 0);
    rig.pending(1, 0);
    rig.tick(1);
    rig.answer();
    rig.allReached(SaveCommand.QUERY);
    rig.allReached(SaveCommand.P2P);
    rig.conductor.onParticipantFailed(0, new IOException("EIO"));

    assertThat(rig.actions.done).endsWith("RESUME_P2P 0", "RESUME_P2P 1");
    rig.bringBack();
    assertThat(rig.actions.done).endsWith("RESUME 0", "RESUME 1");
    assertThat(rig.conductor.status()).isEqualTo(MigrationStatus.FAILED);
    assertThat(rig.actions.done).doesNotContain("resumeGuest");
  }

  /** Every message that may not come in a phase. */
  private static Stream<Arguments> wrongMessages() {
    return SourceRig.goodWay()
        .filter(phase -> phase.compareTo(SourcePhase.COMMITTED) < 0)
        .flatMap(
            phase ->
                Arrays.stream(SourceMessage.values())
                    .filter(message -> !message.isAllowedIn(phase))
                    .map(message -> Arguments.of(message, phase)));
  }

  @ParameterizedTest
  @MethodSource("wrongMessages")
  void aMessageThatMustNotComeNowEndsIt(SourceMessage message, SourcePhase phase) {
    rig.to(phase);
    message.send(rig.conductor);
    assertGoesBack(FailCode.PROTOCOL, phase);
  }

  private void assertGoesBack(FailCode code, SourcePhase phase) {
    assertThat(Objects.requireNonNull(rig.conductor.failure()).code()).isEqualTo(code);
    boolean connected = phase.compareTo(SourcePhase.STARTING) >= 0;
    assertThat(rig.conductor.isEnded()).as("ended already").isEqualTo(!connected);

    rig.bringBack();
    boolean askedToPause = phase.compareTo(SourcePhase.PAUSING) >= 0;
    if (phase == SourcePhase.PAUSING) {
      assertThat(rig.conductor.isEnded()).as("ended while the guest pauses").isFalse();
      rig.conductor.onGuestPaused();
    }
    rig.bringBack();
    assertThat(rig.actions.done.contains("RESUME 0")).as("RESUME 0").isEqualTo(connected);
    assertThat(rig.actions.done.contains("RESUME 1")).as("RESUME 1").isEqualTo(connected);
    assertThat(rig.actions.done.stream().filter("resumeGuest"::equals).count())
        .as("resumeGuest")
        .isEqualTo(askedToPause ? 1 : 0);
    assertThat(rig.conductor.isEnded()).isTrue();
    assertThat(rig.conductor.status())
        .isEqualTo(code == FailCode.CANCELLED ? MigrationStatus.CANCELLED : MigrationStatus.FAILED);
    assertThat(rig.said).doesNotContain("commit");
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void afterCommitItTouchesNothing(Trouble trouble) {
    rig.to(SourcePhase.COMMITTED);
    int before = rig.actions.done.size();
    trouble.cause().accept(rig);

    assertThat(rig.actions.done).hasSize(before);
    boolean ignored =
        trouble.code() == FailCode.CANCELLED || trouble.name().equals("channel closed");
    assertThat(rig.conductor.status())
        .isEqualTo(ignored ? MigrationStatus.DEVICE : MigrationStatus.UNKNOWN);
    assertThat(rig.conductor.isEnded()).isEqualTo(!ignored);
  }

  @ParameterizedTest
  @EnumSource(SourceMessage.class)
  void afterCommitAWrongMessageLeavesItUnknown(SourceMessage message) {
    rig.to(SourcePhase.COMMITTED);
    int before = rig.actions.done.size();
    boolean allowed = message.isAllowedIn(SourcePhase.COMMITTED);
    message.send(rig.conductor);

    assertThat(rig.conductor.status() == MigrationStatus.UNKNOWN).isEqualTo(!allowed);
    assertThat(rig.actions.done.subList(before, rig.actions.done.size()))
        .doesNotContain("RESUME_P2P 0", "RESUME 0", "RESUME 1", "resumeGuest");
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void afterRunningNothingIsWrongAnyMore(Trouble trouble) {
    rig.to(SourcePhase.FINISHING);
    trouble.cause().accept(rig);
    rig.allReached(SaveCommand.FINISH);

    assertThat(rig.conductor.status()).isEqualTo(MigrationStatus.COMPLETED);
    assertThat(rig.conductor.failure()).isNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = SourcePhase.class,
      names = {"HANDSHAKE", "CONNECTING", "STARTING"})
  void setupHasATimeLimit(SourcePhase phase) {
    rig.to(phase);
    while (rig.now < SourceRig.SETUP_NANOS - 10) {
      rig.tick(10);
      assertThat(rig.conductor.failure()).isNull();
    }
    rig.tick(10);

    assertGoesBack(FailCode.TIMEOUT, phase);
  }

  @Test
  void aGuestThatDoesNotPauseIsResumed() {
    rig.to(SourcePhase.PAUSING);
    rig.conductor.onGuestFailed("vCPU 3 does not stop");

    assertGoesBack(FailCode.GUEST, SourcePhase.P2P);
  }

  @Test
  void aGuestThatDoesNotPauseAfterACancelIsResumed() {
    rig.to(SourcePhase.PAUSING);
    rig.conductor.cancel();
    rig.conductor.onGuestFailed("vCPU 3 does not stop");
    rig.bringBack();

    assertThat(rig.actions.done).endsWith("resumeGuest");
    assertThat(rig.conductor.status()).isEqualTo(MigrationStatus.CANCELLED);
  }

  @Test
  void aGuestThatDoesNotResumeIsToldOf() {
    rig.to(SourcePhase.SAVING);
    rig.conductor.cancel();
    rig.allReached(SaveCommand.RESUME_P2P);
    rig.allReached(SaveCommand.RESUME);
    rig.conductor.onGuestFailed("vCPU 3 does not start");

    assertThat(rig.conductor.isEnded()).isTrue();
    assertThat(rig.conductor.warnings()).anyMatch(warning -> warning.contains("vCPU 3"));
    assertThat(rig.conductor.recoveryFailed()).isTrue();
  }

  @Test
  void theGuestRunsOnlyAfterItsDevicesAndTheyOnlyTogether() {
    rig.to(SourcePhase.LOADING);
    rig.conductor.cancel();
    rig.conductor.onSaverReached(0, SaveCommand.RESUME_P2P);
    assertThat(rig.actions.done).doesNotContain("RESUME 0", "RESUME 1");

    rig.conductor.onSaverReached(1, SaveCommand.RESUME_P2P);
    rig.conductor.onSaverReached(0, SaveCommand.RESUME);
    assertThat(rig.actions.done).doesNotContain("resumeGuest");

    rig.conductor.onSaverReached(1, SaveCommand.RESUME);
    assertThat(rig.actions.done).contains("resumeGuest");
  }

  @Test
  void aDeviceThatDoesNotComeBackHoldsUpNobody() {
    rig.to(SourcePhase.LOADING);
    rig.conductor.cancel();
    rig.conductor.onSaverReached(0, SaveCommand.RESUME_P2P);
    rig.conductor.onRecoveryFailed(1, SaveCommand.RESUME_P2P, new IOException("EBUSY"));
    rig.conductor.onSaverReached(0, SaveCommand.RESUME);
    rig.conductor.onRecoveryFailed(
        1, SaveCommand.RESUME, new IOException("the reset failed too: EIO"));
    rig.conductor.onGuestResumed();

    assertThat(rig.conductor.isEnded()).isTrue();
    assertThat(rig.conductor.warnings())
        .containsExactly("nic1: EBUSY", "nic1: the reset failed too: EIO");
    assertThat(rig.conductor.recoveryFailed()).isTrue();
  }

  @Test
  void aWarningOfTheWayThereSaysNothingAboutTheWayBack() {
    SourceRig without =
        new SourceRig(
            SourceRig.plan(
                SourceRig.offer(SwitchoverAckMode.OFF, 1, 1),
                SourceRig.switchover(SwitchoverAckMode.OFF, LateReinitPolicy.RETREAT)));
    without.to(SourcePhase.LOADING);
    without.conductor.cancel();
    without.bringBack();
    without.bringBack();

    assertThat(without.conductor.status()).isEqualTo(MigrationStatus.CANCELLED);
    assertThat(without.conductor.warnings()).singleElement().asString().contains("no P2P states");
    assertThat(without.conductor.recoveryFailed()).isFalse();
  }

  @Test
  void theFirstCauseStays() {
    rig.to(SourcePhase.LOADING);
    rig.conductor.onParticipantFailed(1, new IOException("EIO"));
    rig.conductor.onDisconnected("cable");
    rig.conductor.cancel();

    assertThat(String.valueOf(rig.conductor.failure())).isEqualTo("DEVICE (nic1): EIO");
  }

  @Test
  void aPeersCauseNamesTheDevice() {
    rig.to(SourcePhase.LOADING);
    rig.conductor.fail(FailCode.DEVICE, 1, "EIO");
    assertThat(String.valueOf(rig.conductor.failure()))
        .isEqualTo("the other side: DEVICE (nic1): EIO");
    assertThat(rig.said).noneMatch(message -> message.startsWith("fail"));
  }

  @Test
  void aPeersCauseMayNameNobody() {
    rig.to(SourcePhase.LOADING);
    rig.conductor.fail(FailCode.GUEST, 999, "EIO");
    assertThat(Objects.requireNonNull(rig.conductor.failure()).participant()).isNull();
    rig.conductor.fail(FailCode.GUEST, ControlMessages.NO_PARTICIPANT, "again");
    assertThat(Objects.requireNonNull(rig.conductor.failure()).cause()).isEqualTo("EIO");
  }
}
