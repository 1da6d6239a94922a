package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.baton.engine.pipeline.LoadCommand;
import org.baton.engine.pipeline.StreamTotals;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.message.ProtocolException;
import org.baton.transport.wire.FailCode;

/** Whatever comes, in whatever order: nothing runs before COMMIT, nothing is forgotten after it. */
class DestinationConductorProperties {
  /** Something that can come, with what it is about. */
  record Event(Kind kind, int participant, boolean right) {}

  enum Kind {
    HELLO,
    WELCOME,
    RESUMING,
    CREDIT,
    STREAM_END,
    LOADED_MESSAGE,
    READY,
    COMMIT,
    RUNNING,
    FAIL,
    KEEP_ALIVE,
    TICK,
    BOUND,
    BIND_FAILED,
    REACHED,
    LOADED,
    VALIDATED,
    PARTICIPANT_FAILED,
    ABORT_FAILED,
    GUEST_RESUMED,
    GUEST_FAILED,
    CHANNEL_CLOSED,
    DISCONNECTED,
    VIOLATION,
    CANCEL
  }

  @Property(tries = 2_000)
  void nothingRunsBeforeCommitAndNothingIsForgottenAfterIt(
      @ForAll DestinationPhase beginning, @ForAll("events") List<Event> events) {
    DestinationRig rig = new DestinationRig().to(beginning);
    boolean commitTaken = beginning.compareTo(DestinationPhase.STARTING) >= 0;
    for (Event event : events) {
      boolean ready = rig.said.contains("ready") && rig.conductor.failure() == null;
      int before = rig.actions.done.size();
      apply(rig, event);
      commitTaken |= event.kind == Kind.COMMIT && ready;
      List<String> now = rig.actions.done.subList(before, rig.actions.done.size());
      if (commitTaken) {
        assertThat(now).doesNotContain("ABORT 0", "ABORT 1");
        assertThat(rig.conductor.status())
            .isNotIn(MigrationStatus.FAILED, MigrationStatus.CANCELLED);
      } else {
        assertThat(now).doesNotContain("RUN_P2P 0", "RUN 0", "RUN 1", "resumeGuest");
        assertThat(rig.conductor.status())
            .isNotIn(MigrationStatus.COMPLETED, MigrationStatus.UNKNOWN);
      }
      if (rig.conductor.status() == MigrationStatus.COMPLETED) {
        assertThat(rig.said).contains("running");
      }
    }
    assertThat(rig.actions.done.stream().filter("resumeGuest"::equals).count())
        .isLessThanOrEqualTo(1);
  }

  @Provide
  Arbitrary<List<Event>> events() {
    // The good messages are rare among all, so they are drawn more often.
    Arbitrary<Kind> kinds =
        Arbitraries.oneOf(
            Arbitraries.of(Kind.class),
            Arbitraries.of(
                Kind.BOUND,
                Kind.REACHED,
                Kind.STREAM_END,
                Kind.VALIDATED,
                Kind.COMMIT,
                Kind.TICK,
                Kind.GUEST_RESUMED));
    return Combinators.combine(
            kinds,
            Arbitraries.integers().between(0, SourceRig.PARTICIPANTS - 1),
            Arbitraries.frequency(Tuple.of(6, true), Tuple.of(1, false)))
        .as(Event::new)
        .list()
        .ofMaxSize(40);
  }

  private static void apply(DestinationRig rig, Event event) {
    DestinationConductor conductor = rig.conductor;
    int who = event.participant;
    StreamTotals totals = DestinationRig.TOTALS;
    switch (event.kind) {
      case HELLO -> conductor.hello(SourceRig.offer());
      case WELCOME -> conductor.welcome(1, 4, 4_096, 0);
      case RESUMING -> conductor.resuming();
      case CREDIT -> conductor.credit(who, 1, 1, 1);
      case STREAM_END ->
          conductor.streamEnd(
              event.right ? who : who + 9, totals.chunks(), totals.bytes(), totals.digest());
      case LOADED_MESSAGE -> conductor.loaded(who, 1, 1, 1);
      case READY -> conductor.ready();
      case COMMIT -> conductor.commit(true);
      case RUNNING -> conductor.running(1);
      case FAIL -> conductor.fail(FailCode.DEVICE, event.right ? who : 1_000, "EIO");
      case KEEP_ALIVE -> conductor.keepAlive(1);
      case TICK -> {
        rig.silence(event.right ? 1 : SourceRig.PEER_NANOS);
      }
      case BOUND -> {
        // Asked for only after a Hello, and answered once.
        if (rig.actions.done.size() == 1 && !conductor.isEnded()) {
          conductor.onBound();
        }
      }
      case BIND_FAILED -> conductor.onBindFailed(FailCode.RESOURCES, "no memory");
      case REACHED -> reached(rig, who);
      case LOADED -> {
        if (isBound(rig)) {
          conductor.onLoaded(who, 1, 1, 1);
        }
      }
      case VALIDATED -> {
        if (isBound(rig)) {
          conductor.onValidated(who, totals, 1);
        }
      }
      case PARTICIPANT_FAILED -> conductor.onParticipantFailed(who, new IOException("EIO"));
      case ABORT_FAILED -> {
        if (isBound(rig)) {
          conductor.onAbortFailed(who, new IOException("EIO"));
        }
      }
      case GUEST_RESUMED -> conductor.onGuestResumed();
      case GUEST_FAILED -> conductor.onGuestFailed("vCPU 3");
      case CHANNEL_CLOSED -> conductor.onChannelClosed(0, new IOException("cable"));
      case DISCONNECTED -> conductor.onDisconnected("cable");
      case VIOLATION -> conductor.onViolation(new ProtocolException("nonsense"));
      case CANCEL -> conductor.cancel();
    }
  }

  /** Devices say nothing before they are told something. */
  private static boolean isBound(DestinationRig rig) {
    return rig.actions.done.contains("RESUMING 0");
  }

  private static void reached(DestinationRig rig, int participant) {
    rig.actions.done.stream()
        .filter(action -> action.matches("(RESUMING|RUN_P2P|RUN|ABORT) " + participant))
        .reduce((first, second) -> second)
        .map(action -> LoadCommand.valueOf(action.substring(0, action.indexOf(' '))))
        .ifPresent(command -> rig.conductor.onLoaderReached(participant, command));
  }
}
