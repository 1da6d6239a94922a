package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.baton.engine.pipeline.LoadCommand;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.message.ProtocolException;
import org.baton.transport.wire.FailCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong, and whenever: before COMMIT nothing runs here, after it nothing is lost. */
class DestinationGivingUpTest {
  private final DestinationRig rig = new DestinationRig();

  /** Something that ends a migration before COMMIT. */
  record Trouble(String name, FailCode code, Consumer<DestinationRig> cause) {
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
                Arrays.stream(DestinationPhase.values())
                    .filter(phase -> phase.compareTo(DestinationPhase.STARTING) < 0)
                    .map(phase -> Arguments.of(trouble, phase)));
  }

  private static Stream<Arguments> wrongMessagesBeforeCommit() {
    return Arrays.stream(DestinationPhase.values())
        .filter(phase -> phase.compareTo(DestinationPhase.STARTING) < 0)
        .flatMap(
            phase ->
                Arrays.stream(DestinationMessage.values())
                    .filter(message -> !message.isAllowedIn(phase))
                    .map(message -> Arguments.of(message, phase)));
  }

  @ParameterizedTest
  @MethodSource("troublesBeforeCommit")
  void beforeCommitItForgetsEverything(Trouble trouble, DestinationPhase phase) {
    rig.to(phase);
    trouble.cause().accept(rig);
    assertForgets(trouble.code(), phase);
  }

  @ParameterizedTest
  @MethodSource("wrongMessagesBeforeCommit")
  void aMessageThatMustNotComeNowEndsIt(DestinationMessage message, DestinationPhase phase) {
    rig.to(phase);
    message.send(rig.conductor);
    assertForgets(FailCode.PROTOCOL, phase);
    assertThat(rig.said).endsWith("fail PROTOCOL");
  }

  private void assertForgets(FailCode code, DestinationPhase phase) {
    assertThat(Objects.requireNonNull(rig.conductor.failure()).code()).isEqualTo(code);
    boolean bound = phase.compareTo(DestinationPhase.PREPARING) >= 0;
    assertThat(rig.conductor.isEnded()).as("ended already").isEqualTo(!bound);
    if (bound) {
      assertThat(rig.actions.done).endsWith("ABORT 0", "ABORT 1");
      rig.allReached(LoadCommand.ABORT);
    }
    rig.conductor.commit(true);
    assertThat(rig.conductor.isEnded()).isTrue();
    assertThat(rig.actions.done).doesNotContain("RUN_P2P 0", "RUN 0", "RUN 1", "resumeGuest");
    assertThat(rig.conductor.status())
        .isEqualTo(code == FailCode.CANCELLED ? MigrationStatus.CANCELLED : MigrationStatus.FAILED);
  }

  private static Stream<Arguments> troublesAfterCommit() {
    return troubles()
        .flatMap(
            trouble ->
                Stream.of(DestinationPhase.STARTING, DestinationPhase.RESUMING_GUEST)
                    .map(phase -> Arguments.of(trouble, phase)));
  }

  @ParameterizedTest
  @MethodSource("troublesAfterCommit")
  void afterCommitTheGuestGoesOnHere(Trouble trouble, DestinationPhase phase) {
    rig.to(phase);
    trouble.cause().accept(rig);

    assertGoesOn(phase);
  }

  private static Stream<Arguments> messagesAfterCommit() {
    return Arrays.stream(DestinationMessage.values())
        .flatMap(
            message ->
                Stream.of(DestinationPhase.STARTING, DestinationPhase.RESUMING_GUEST)
                    .filter(phase -> !message.isAllowedIn(phase))
                    .map(phase -> Arguments.of(message, phase)));
  }

  @ParameterizedTest
  @MethodSource("messagesAfterCommit")
  void aMessageThatMustNotComeAfterCommitIsAWarning(
      DestinationMessage message, DestinationPhase phase) {
    rig.to(phase);
    message.send(rig.conductor);

    assertThat(rig.conductor.warnings()).singleElement().asString().contains("after COMMIT");
    assertGoesOn(phase);
  }

  private void assertGoesOn(DestinationPhase phase) {
    if (phase == DestinationPhase.STARTING) {
      rig.allReached(LoadCommand.RUN_P2P);
      rig.allReached(LoadCommand.RUN);
    }
    rig.conductor.onGuestResumed();
    assertThat(rig.conductor.status()).isEqualTo(MigrationStatus.COMPLETED);
    assertThat(rig.conductor.failure()).isNull();
    assertThat(rig.said).endsWith("running");
    assertThat(rig.actions.done).doesNotContain("ABORT 0", "ABORT 1");
  }

  @Test
  void aDeviceThatDoesNotStartIsKeptAsItIs() {
    rig.to(DestinationPhase.STARTING);
    rig.conductor.onParticipantFailed(1, new IOException("EIO"));

    assertThat(rig.conductor.status()).isEqualTo(MigrationStatus.UNKNOWN);
    assertThat(rig.said).endsWith("fail DEVICE");
    assertThat(rig.actions.done).doesNotContain("ABORT 0", "ABORT 1", "resumeGuest");
  }

  @Test
  void aGuestThatDoesNotStartLeavesItUnknown() {
    rig.to(DestinationPhase.RESUMING_GUEST);
    rig.conductor.onGuestFailed("vCPU 3 does not start");

    assertThat(rig.conductor.status()).isEqualTo(MigrationStatus.UNKNOWN);
    assertThat(rig.said).endsWith("fail GUEST");
  }

  @ParameterizedTest
  @EnumSource(
      value = DestinationPhase.class,
      names = {"PREPARING", "LOADING", "READY"})
  void aDeviceThatFailsIsNamed(DestinationPhase phase) {
    rig.to(phase);
    rig.conductor.onParticipantFailed(1, new IOException("EIO"));

    assertThat(String.valueOf(rig.conductor.failure())).isEqualTo("DEVICE (nic1): EIO");
    assertForgets(FailCode.DEVICE, phase);
  }

  @ParameterizedTest
  @EnumSource(
      value = DestinationPhase.class,
      names = {"LISTENING", "BINDING", "PREPARING"})
  void setupHasATimeLimit(DestinationPhase phase) {
    rig.to(phase);
    while (rig.now < SourceRig.SETUP_NANOS - 10) {
      rig.tick(10);
    }
    assertThat(rig.conductor.failure()).isNull();
    rig.tick(10);

    assertForgets(FailCode.TIMEOUT, phase);
  }

  @ParameterizedTest
  @EnumSource(
      value = DestinationPhase.class,
      names = {"PREPARING", "LOADING"})
  void aDataChannelThatEndsTooEarlyEndsIt(DestinationPhase phase) {
    rig.to(phase);
    rig.conductor.onChannelClosed(0, new ProtocolException("chunk 9 came twice"));

    assertForgets(FailCode.PROTOCOL, phase);
  }

  @ParameterizedTest
  @EnumSource(
      value = DestinationPhase.class,
      names = {"PREPARING", "LOADING"})
  void aDataChannelThatEndsEndsItUnlessTheSourceSaysWhy(DestinationPhase phase) {
    rig.to(phase);
    rig.conductor.onChannelClosed(0, new IOException("the source closed data channel 0"));
    rig.tick(SourceRig.PEER_NANOS / 4 - 1);
    assertThat(rig.conductor.failure()).isNull();
    rig.tick(1);

    assertForgets(FailCode.CONNECTION, phase);
  }

  @ParameterizedTest
  @CsvSource({"-1,12000", "3,-1"})
  void aStreamThatIsLongerThanAnyCanBeEndsIt(long chunks, long bytes) {
    rig.to(DestinationPhase.LOADING);
    rig.conductor.streamEnd(0, chunks, bytes, 0);

    assertForgets(FailCode.PROTOCOL, DestinationPhase.LOADING);
  }

  @Test
  void aDataChannelMayEndOnceEverythingIsLoaded() {
    rig.to(DestinationPhase.READY);
    rig.conductor.onChannelClosed(0, new IOException("the source closed data channel 0"));
    rig.tick(SourceRig.PEER_NANOS / 2);

    assertThat(rig.conductor.failure()).isNull();
  }

  @Test
  void aDeviceThatCannotBeResetHoldsUpNobody() {
    rig.to(DestinationPhase.LOADING);
    rig.conductor.cancel();
    rig.conductor.onLoaderReached(0, LoadCommand.ABORT);
    rig.conductor.onAbortFailed(1, new IOException("VFIO_DEVICE_RESET failed: EIO"));

    assertThat(rig.conductor.isEnded()).isTrue();
    assertThat(rig.conductor.warnings()).containsExactly("nic1: VFIO_DEVICE_RESET failed: EIO");
    assertThat(rig.conductor.recoveryFailed()).isTrue();
  }

  @Test
  void waitsForTheSourceToHangUpButNotForEver() {
    rig.to(DestinationPhase.CLOSING);
    rig.silence(SourceRig.PEER_NANOS - 1);
    assertThat(rig.conductor.isEnded()).isFalse();

    rig.silence(1);
    assertThat(rig.conductor.status()).isEqualTo(MigrationStatus.COMPLETED);
    assertThat(rig.conductor.isEnded()).isTrue();
  }
}
