package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.pipeline.StreamTotals;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.message.ProtocolException;
import org.baton.transport.wire.FailCode;

/** Whatever comes, in whatever order: the source never lets go too early, and never takes back. */
class SourceConductorProperties {
  /** Something that can come, with what it is about. */
  record Event(Kind kind, int participant, boolean right) {}

  enum Kind {
    HELLO,
    WELCOME,
    RESUMING,
    CREDIT,
    STREAM_END_MESSAGE,
    LOADED,
    READY,
    COMMIT,
    RUNNING,
    FAIL,
    KEEP_ALIVE,
    TICK,
    CONNECTED,
    CONNECT_FAILED,
    PENDING,
    REACHED,
    STREAM_END,
    PARTICIPANT_FAILED,
    RECOVERY_FAILED,
    GUEST_PAUSED,
    GUEST_RESUMED,
    GUEST_FAILED,
    CHANNEL_CLOSED,
    DISCONNECTED,
    VIOLATION,
    CANCEL
  }

  /** Arbitrary events, behind a good beginning: most of what is arbitrary ends in the handshake. */
  @Property(tries = 2_000)
  void neverLetsGoTooEarlyAndNeverTakesBack(
      @ForAll SourcePhase beginning, @ForAll("events") List<Event> events) {
    SourceRig rig = new SourceRig().to(beginning);
    boolean[] loaded = new boolean[SourceRig.PARTICIPANTS];
    Arrays.fill(loaded, beginning.compareTo(SourcePhase.COMMITTED) >= 0);
    boolean running = beginning.compareTo(SourcePhase.FINISHING) >= 0;
    int actionsAtCommit = rig.said.contains("commit") ? rig.actions.done.size() : -1;
    for (Event event : events) {
      boolean committed = rig.said.contains("commit");
      apply(rig, event);
      loaded[event.participant] |= event.kind == Kind.LOADED && event.right;
      running |= event.kind == Kind.RUNNING && committed;
      if (actionsAtCommit < 0 && rig.said.contains("commit")) {
        actionsAtCommit = rig.actions.done.size();
        assertThat(loaded).doesNotContain(false);
      }
      if (rig.conductor.status() == MigrationStatus.COMPLETED) {
        assertThat(committed && running).as("committed, and running").isTrue();
      }
    }
    if (actionsAtCommit >= 0) {
      assertThat(rig.actions.done.subList(actionsAtCommit, rig.actions.done.size()))
          .doesNotContain("RESUME_P2P 0", "RESUME 0", "RESUME 1", "resumeGuest", "pauseGuest");
      assertThat(rig.conductor.status()).isNotIn(MigrationStatus.FAILED, MigrationStatus.CANCELLED);
    }
    assertThat(rig.said.stream().filter("commit"::equals).count()).isLessThanOrEqualTo(1);
  }

  @Provide
  Arbitrary<List<Event>> events() {
    // The good messages are rare among all, so they are drawn more often.
    Arbitrary<Kind> kinds =
        Arbitraries.oneOf(
            Arbitraries.of(Kind.class),
            Arbitraries.of(
                Stream.of(
                        Kind.RESUMING,
                        Kind.REACHED,
                        Kind.PENDING,
                        Kind.TICK,
                        Kind.GUEST_PAUSED,
                        Kind.STREAM_END,
                        Kind.LOADED,
                        Kind.READY,
                        Kind.RUNNING)
                    .toList()));
    return Combinators.combine(
            kinds,
            Arbitraries.integers().between(0, SourceRig.PARTICIPANTS - 1),
            Arbitraries.frequency(Tuple.of(6, true), Tuple.of(1, false)))
        .as(Event::new)
        .list()
        .ofMaxSize(40);
  }

  private static void apply(SourceRig rig, Event event) {
    SourceConductor conductor = rig.conductor;
    int who = event.participant;
    StreamTotals totals = SourceRig.TOTALS;
    switch (event.kind) {
      case HELLO -> conductor.hello(SourceRig.offer());
      case WELCOME -> conductor.welcome(1, event.right ? 4 : 5, 4_096, 0);
      case RESUMING -> conductor.resuming();
      case CREDIT -> {
        rig.actions.creditIsPossible = event.right;
        conductor.credit(event.right ? who : who + 9, 1, 1, 1);
      }
      case STREAM_END_MESSAGE -> conductor.streamEnd(who, 1, 1, 1);
      case LOADED ->
          conductor.loaded(
              who, totals.bytes(), event.right ? totals.digest() : totals.digest() + 1, 1);
      case READY -> conductor.ready();
      case COMMIT -> conductor.commit(true);
      case RUNNING -> conductor.running(1);
      case FAIL -> conductor.fail(FailCode.DEVICE, event.right ? who : 1_000, "EIO");
      case KEEP_ALIVE -> conductor.keepAlive(1);
      case TICK -> {
        rig.silence(event.right ? 1 : SourceRig.PEER_NANOS);
      }
      case CONNECTED -> conductor.onConnected();
      case CONNECT_FAILED -> conductor.onConnectFailed(FailCode.CONNECTION, "refused");
      case PENDING -> rig.pending(who, event.right ? 0 : 4_096);
      case REACHED -> conductor.onSaverReached(who, lastCommand(rig, who));
      case STREAM_END -> conductor.onStreamEnd(who, totals);
      case PARTICIPANT_FAILED -> conductor.onParticipantFailed(who, new IOException("EIO"));
      case RECOVERY_FAILED ->
          conductor.onRecoveryFailed(who, lastCommand(rig, who), new IOException("EIO"));
      case GUEST_PAUSED -> conductor.onGuestPaused();
      case GUEST_RESUMED -> conductor.onGuestResumed();
      case GUEST_FAILED -> conductor.onGuestFailed("vCPU 3");
      case CHANNEL_CLOSED -> conductor.onChannelClosed(0, new IOException("cable"));
      case DISCONNECTED -> conductor.onDisconnected("cable");
      case VIOLATION -> conductor.onViolation(new ProtocolException("nonsense"));
      case CANCEL -> conductor.cancel();
    }
  }

  private static SaveCommand lastCommand(SourceRig rig, int participant) {
    return rig.actions.done.stream()
        .filter(action -> action.endsWith(" " + participant))
        .reduce((first, second) -> second)
        .map(action -> SaveCommand.valueOf(action.substring(0, action.indexOf(' '))))
        .orElse(SaveCommand.PRECOPY);
  }
}
