package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.baton.engine.participant.PendingBytes;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.wire.FailCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The source's good way, and what a destination may not say. */
class SourceConductorTest {
  private final SourceRig rig = new SourceRig();

  @Test
  void goesTheGoodWay() {
    rig.to(SourcePhase.ENDED);

    assertThat(rig.conductor.status()).isEqualTo(MigrationStatus.COMPLETED);
    assertThat(rig.conductor.failure()).isNull();
    assertThat(rig.conductor.isEnded()).isTrue();
    assertThat(rig.said)
        .containsSubsequence("hello", "streamEnd 0", "streamEnd 1", "commit")
        .doesNotContain("fail PROTOCOL");
    assertThat(rig.actions.done)
        .containsExactly(
            "connect",
            "PRECOPY 0",
            "PRECOPY 1",
            "QUERY 0",
            "QUERY 1",
            "pauseGuest",
            "QUERY 0",
            "QUERY 1",
            "P2P 0",
            "P2P 1",
            "STOP_COPY 0",
            "STOP_COPY 1",
            "FINISH 0",
            "FINISH 1");
  }

  @ParameterizedTest
  @CsvSource({
    "HANDSHAKE,SETUP", "CONNECTING,SETUP", "STARTING,SETUP", "PRECOPY,ACTIVE", "PAUSING,DEVICE",
    "P2P,DEVICE", "SAVING,DEVICE", "LOADING,DEVICE", "COMMITTED,DEVICE", "FINISHING,COMPLETED"
  })
  void saysWhereItIs(SourcePhase phase, MigrationStatus status) {
    rig.to(phase);

    assertThat(rig.conductor.status()).isEqualTo(status);
    assertThat(rig.conductor.isEnded()).isFalse();
  }

  @Test
  void doesNotPauseBeforeEveryDriverAnswered() {
    rig.to(SourcePhase.PRECOPY);
    rig.pending(0, 0);
    rig.tick(1);

    assertThat(rig.actions.done).doesNotContain("pauseGuest");
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807,9223372036854775807",
    "-1,0",
    "0,-1",
    "9223372036854775807,1",
    "9223372036854775807,0"
  })
  void takesAnAbsurdEstimateForMuchAndNotForLittle(long dirtyBytes, long stopCopyBytes) {
    rig.to(SourcePhase.PRECOPY);
    PendingBytes absurd = new PendingBytes();
    absurd.set(0, dirtyBytes, stopCopyBytes, 0);
    rig.conductor.onPending(0, absurd);
    rig.conductor.onPending(1, absurd);
    rig.tick(1);

    assertThat(rig.actions.done).doesNotContain("pauseGuest");
    assertThat(rig.conductor.forecastNanos()).isGreaterThan(1_000_000_000L);
  }

  /** What is sent and not loaded keeps a slow loader busy after the guest has been paused. */
  @Test
  void doesNotPauseWhileTheDestinationIsBehind() {
    rig.to(SourcePhase.PRECOPY);
    for (int i = 0; i < SourceRig.PARTICIPANTS; i++) {
      rig.pending(i, 0);
      rig.conductor.onSaved(i, 64 << 20, 1_000_000);
    }
    rig.conductor.credit(0, 1, 64 << 20, 1_000_000);
    rig.conductor.credit(1, 1, 48 << 20, 6_000_000_000L);
    rig.tick(1);

    assertThat(rig.actions.done).doesNotContain("pauseGuest");
    assertThat(rig.conductor.forecastNanos()).isBetween(2_000_000_000L, 2_100_000_000L);

    rig.conductor.credit(1, 2, 64 << 20, 8_000_000_000L);
    rig.tick(1);
    rig.answer();
    assertThat(rig.actions.done).contains("pauseGuest");
  }

  @Test
  void stopsNoDeviceBeforeAllAreQuiet() {
    rig.to(SourcePhase.P2P);
    rig.conductor.onSaverReached(0, SaveCommand.P2P);

    assertThat(rig.actions.done).doesNotContain("STOP_COPY 0", "STOP_COPY 1");
  }

  @ParameterizedTest
  @CsvSource({
    "2,4,4096,VERSION", "0,4,4096,VERSION", "1,8,4096,PROTOCOL", "1,0,4096,PROTOCOL",
    "1,3,4096,PROTOCOL", "1,4,8192,PROTOCOL", "1,4,4095,PROTOCOL", "1,4,1,PROTOCOL"
  })
  void refusesGrantsThatWereNotOffered(int version, int window, int chunkBytes, FailCode code) {
    rig.to(SourcePhase.HANDSHAKE);
    rig.conductor.welcome(version, window, chunkBytes, 0);

    assertFailed(code);
    assertThat(rig.actions.done).isEmpty();
  }

  @Test
  void refusesResumingBeforeItsChannelsAreConnected() {
    rig.to(SourcePhase.CONNECTING);
    rig.conductor.resuming();

    assertFailed(FailCode.PROTOCOL);
  }

  @Test
  void refusesCreditForWhatWasNeverSent() {
    rig.to(SourcePhase.PRECOPY);
    rig.actions.creditIsPossible = false;
    rig.conductor.credit(1, 9, 9, 9);

    assertFailed(FailCode.PROTOCOL);
  }

  @Test
  void refusesCreditForAParticipantThatIsNone() {
    rig.to(SourcePhase.PRECOPY);
    rig.conductor.credit(SourceRig.PARTICIPANTS, 1, 1, 1);

    assertFailed(FailCode.PROTOCOL);
  }

  @Test
  void refusesLoadedForAParticipantThatIsNone() {
    rig.to(SourcePhase.LOADING);
    rig.conductor.loaded(65_534, 1, 1, 1);

    assertFailed(FailCode.PROTOCOL);
  }

  @ParameterizedTest
  @CsvSource({"12000,47", "11999,51966"})
  void refusesAStreamThatArrivedOtherwise(long bytes, int digest) {
    rig.to(SourcePhase.LOADING);
    rig.conductor.loaded(1, bytes, digest, 1);

    assertFailed(FailCode.INTEGRITY);
    assertThat(Objects.requireNonNull(rig.conductor.failure()).participant()).isEqualTo("nic1");
  }

  @Test
  void refusesLoadedTwice() {
    rig.to(SourcePhase.LOADING);
    rig.conductor.loaded(1, SourceRig.TOTALS.bytes(), SourceRig.TOTALS.digest(), 1);
    rig.conductor.loaded(1, SourceRig.TOTALS.bytes(), SourceRig.TOTALS.digest(), 1);

    assertFailed(FailCode.PROTOCOL);
  }

  @Test
  void doesNotCommitBeforeEveryDeviceIsLoaded() {
    rig.to(SourcePhase.LOADING);
    rig.conductor.loaded(0, SourceRig.TOTALS.bytes(), SourceRig.TOTALS.digest(), 1);
    rig.conductor.ready();

    assertFailed(FailCode.PROTOCOL);
    assertThat(rig.said).doesNotContain("commit");
  }

  private void assertFailed(FailCode code) {
    assertThat(Objects.requireNonNull(rig.conductor.failure()).code()).isEqualTo(code);
    assertThat(rig.said).contains("fail " + code);
    rig.bringBack();
    assertThat(rig.conductor.isEnded()).isTrue();
    assertThat(rig.conductor.status()).isEqualTo(MigrationStatus.FAILED);
  }
}
