package org.baton.engine.control;

import java.io.IOException;
import org.baton.engine.pipeline.IntegrityException;
import org.baton.engine.pipeline.LoadCommand;
import org.baton.engine.pipeline.StreamTotals;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.message.Hello;
import org.baton.transport.message.ParticipantEntry;
import org.baton.transport.message.ProtocolException;
import org.baton.transport.wire.FailCode;
import org.baton.vfio.MigrationFlags;
import org.jspecify.annotations.Nullable;

/**
 * Decides for the destination.
 *
 * <p>Nothing runs here before {@link ControlMessages#commit} came. Whatever goes wrong before ends
 * with the devices forgetting what they loaded. After it nothing is forgotten, because the state
 * may exist nowhere else, and the source is not needed any more: whatever becomes of it, the guest
 * goes on here.
 *
 * <p>Owned by one thread.
 */
public final class DestinationConductor extends Conductor<LoadCommand, LoadingState> {
  private final DestinationPlan plan;
  private final DestinationActions actions;

  private DestinationPhase phase = DestinationPhase.LISTENING;
  private long commitNanos;
  private long closingNanos;
  private SwitchoverAckMode ackMode = SwitchoverAckMode.OFF;
  private boolean guestRuns;
  private boolean bound;

  /**
   * Creates a conductor. A connection is there, its Hello is not yet.
   *
   * @param plan what is here to take state
   * @param peer takes messages to the source
   * @param actions does what is decided
   */
  public DestinationConductor(
      DestinationPlan plan, ControlMessages peer, DestinationActions actions) {
    super(peer, plan.timeouts());
    this.plan = plan;
    this.actions = actions;
  }

  @Override
  public boolean isEnded() {
    return phase == DestinationPhase.ENDED;
  }

  /** What a participant was validated with, or null. */
  public @Nullable StreamTotals validated(int participant) {
    return participants.get(participant).validated;
  }

  @Override
  public void onTick() {
    switch (phase) {
      case CLOSING -> {
        // The source hangs up once it has read RUNNING; to hang up first could lose it on the way.
        if (isPeerGone() || now() - closingNanos >= timeouts.peerNanos()) {
          phase = DestinationPhase.ENDED;
        }
      }
      case STARTING, RESUMING_GUEST -> keepInTouch();
      case LISTENING, BINDING, PREPARING -> {
        keepInTouch();
        if (isSetupOverdue()) {
          giveUp(FailCode.TIMEOUT, NO_PARTICIPANT, "the source did not get ready in time", false);
        } else {
          judgeChannels();
          judgeSilence("source");
        }
      }
      case LOADING, READY, ABORTING -> {
        keepInTouch();
        judgeChannels();
        judgeSilence("source");
      }
      case ENDED -> {}
    }
  }

  // --- messages from the source ------------------------------------------------------------------

  @Override
  public void hello(Hello offer) {
    if (!expected("hello", phase == DestinationPhase.LISTENING)) {
      return;
    }
    try {
      Admission admission = Admission.decide(offer, plan);
      for (ParticipantEntry entry : offer.participants()) {
        boolean precopy = new MigrationFlags(entry.flags()).hasPrecopy();
        participants.add(new LoadingState(entry.name(), precopy));
      }
      phase = DestinationPhase.BINDING;
      ackMode = SwitchoverAckMode.of(offer.capabilities() & plan.ackMode().capabilities());
      peer.welcome(
          admission.version(),
          admission.windowChunks(),
          admission.chunkBytes(),
          ackMode.capabilities());
      actions.bind(admission.order(), admission.windowChunks(), admission.chunkBytes());
    } catch (ProtocolException e) {
      onViolation(e);
    }
  }

  @Override
  public void streamEnd(int participant, long chunks, long bytes, int digest) {
    if (!expected("streamEnd", phase == DestinationPhase.LOADING)) {
      return;
    }
    LoadingState state = known(participant);
    if (state == null) {
      return;
    }
    if (state.announced) {
      violation("the stream of " + state.name + " ended twice");
      return;
    }
    if (chunks < 0 || bytes < 0) {
      violation("the stream of " + state.name + " is said to be longer than any can be");
      return;
    }
    state.announced = true;
    actions.expect(participant, new StreamTotals(chunks, bytes, digest));
  }

  @Override
  public void commit(boolean runs) {
    if (!expected("commit", phase == DestinationPhase.READY)) {
      return;
    }
    guestRuns = runs;
    commitNanos = now();
    phase = DestinationPhase.STARTING;
    commandAll(LoadCommand.RUN_P2P);
  }

  @Override
  public void switchoverAck(int participant, int generation) {
    violation("a source must not send switchoverAck");
  }

  @Override
  public void welcome(int version, int windowChunks, int chunkBytes, long capabilities) {
    violation("a source must not send welcome");
  }

  @Override
  public void resuming() {
    violation("a source must not send resuming");
  }

  @Override
  public void credit(int participant, long loadedChunks, long loadedBytes, long loadNanos) {
    violation("a source must not send credit");
  }

  @Override
  public void loaded(int participant, long bytes, int digest, long loadNanos) {
    violation("a source must not send loaded");
  }

  @Override
  public void ready() {
    violation("a source must not send ready");
  }

  @Override
  public void running(long resumeNanos) {
    violation("a source must not send running");
  }

  // --- what became of the actions ----------------------------------------------------------------

  /** All data channels are connected. */
  public void onBound() {
    bound = true;
    if (phase == DestinationPhase.BINDING) {
      phase = DestinationPhase.PREPARING;
      commandAll(LoadCommand.RESUMING);
    } else {
      abort();
    }
  }

  /** Slots could not be made, or a data channel not be taken. */
  public void onBindFailed(FailCode code, String cause) {
    giveUp(code, NO_PARTICIPANT, cause, false);
  }

  /** A participant has done what it was told. */
  public void onLoaderReached(int participant, LoadCommand command) {
    LoadingState state = participants.get(participant);
    state.reached = command;
    state.left |= command == LoadCommand.ABORT;
    advance();
  }

  /** A participant has loaded further. */
  public void onLoaded(int participant, long chunks, long bytes, long loadNanos) {
    LoadingState state = participants.get(participant);
    if (chunks != state.creditedChunks && phase == DestinationPhase.LOADING) {
      state.creditedChunks = chunks;
      peer.credit(participant, chunks, bytes, loadNanos);
    }
  }

  /** A participant has loaded everything before a tag in its stream. */
  public void onTag(int participant, int generation) {
    if (phase != DestinationPhase.LOADING) {
      return;
    }
    LoadingState state = participants.get(participant);
    boolean again = ackMode == SwitchoverAckMode.REUSABLE || state.tags == 0;
    if (ackMode == SwitchoverAckMode.OFF || !state.precopy || !again) {
      violation(
          "a tag of %s, which must not send one: switchover-ack is %s, precopy %b, %d came before"
              .formatted(state.name, ackMode, state.precopy, state.tags));
    } else if (generation != state.tags + 1) {
      violation("tag %d of %s came after tag %d".formatted(generation, state.name, state.tags));
    } else {
      state.tags = generation;
      acknowledge(participant, generation);
    }
  }

  private void acknowledge(int participant, int generation) {
    if (ackMode == SwitchoverAckMode.REUSABLE) {
      peer.switchoverAck(participant, generation);
    } else if (participants.stream().allMatch(each -> !each.precopy || each.tags > 0)) {
      peer.switchoverAck(NO_PARTICIPANT, 1);
    }
  }

  /** A participant is loaded whole and left RESUMING. */
  public void onValidated(int participant, StreamTotals totals, long loadNanos) {
    participants.get(participant).validated = totals;
    if (phase == DestinationPhase.LOADING) {
      peer.loaded(participant, totals.bytes(), totals.digest(), loadNanos);
    }
    advance();
  }

  /** A participant failed. */
  public void onParticipantFailed(int participant, IOException cause) {
    giveUp(
        cause instanceof IntegrityException ? FailCode.INTEGRITY : FailCode.DEVICE,
        participant,
        String.valueOf(cause.getMessage()),
        false);
  }

  /** A participant could not be brought back. */
  public void onAbortFailed(int participant, IOException cause) {
    LoadingState state = participants.get(participant);
    state.left = true;
    warnOfRecovery(state.name + ": " + cause.getMessage());
    advance();
  }

  /** The guest runs. */
  public void onGuestResumed() {
    if (phase == DestinationPhase.RESUMING_GUEST) {
      peer.running(now() - commitNanos);
      phase = DestinationPhase.CLOSING;
      ends(MigrationStatus.COMPLETED);
      closingNanos = now();
    }
  }

  /** The hypervisor could not resume the guest. */
  public void onGuestFailed(String cause) {
    giveUp(FailCode.GUEST, NO_PARTICIPANT, cause, false);
  }

  // --- decisions ---------------------------------------------------------------------------------

  private void advance() {
    switch (phase) {
      case PREPARING -> {
        if (allReached(LoadCommand.RESUMING)) {
          phase = DestinationPhase.LOADING;
          peer.resuming();
          acknowledgeForFree();
        }
      }
      case LOADING -> {
        if (participants.stream().allMatch(state -> state.validated != null)) {
          phase = DestinationPhase.READY;
          peer.ready();
        }
      }
      case STARTING -> {
        if (allReached(LoadCommand.RUN_P2P)) {
          commandAll(LoadCommand.RUN);
        } else if (allReached(LoadCommand.RUN)) {
          phase = DestinationPhase.RESUMING_GUEST;
          if (guestRuns) {
            actions.resumeGuest();
          } else {
            onGuestResumed();
          }
        }
      }
      case ABORTING -> abort();
      case LISTENING, BINDING, READY, RESUMING_GUEST, CLOSING, ENDED -> {}
    }
  }

  /** In legacy mode the source waits for one ack even if nobody needs it. */
  private void acknowledgeForFree() {
    if (ackMode == SwitchoverAckMode.LEGACY && participants.stream().noneMatch(s -> s.precopy)) {
      peer.switchoverAck(NO_PARTICIPANT, 1);
    }
  }

  private void abort() {
    if (!bound || allLeft()) {
      phase = DestinationPhase.ENDED;
    }
  }

  @Override
  void giveUp(FailCode code, int participant, String cause, boolean fromPeer) {
    if (phase.compareTo(DestinationPhase.CLOSING) >= 0) {
      return;
    }
    boolean committed = isCommitted();
    fails(committed ? MigrationStatus.UNKNOWN : statusOf(code), code, participant, cause, fromPeer);
    tellPeer(code, participant, cause);
    if (committed) {
      // The source has let go: what is loaded here may be the only copy, so devices keep it.
      phase = DestinationPhase.ENDED;
      return;
    }
    phase = DestinationPhase.ABORTING;
    if (bound) {
      commandAll(LoadCommand.ABORT);
    } else {
      abort();
    }
  }

  @Override
  void peerFailed(FailCode code, int participant, String cause, boolean fromPeer) {
    if (!isCommitted()) {
      giveUp(code, participant, cause, fromPeer);
    } else if (isListening()) {
      // COMMIT has come: the source will never resume, so the guest goes on here without it.
      warn(
          "after COMMIT the source is not needed any more: "
              + ControlMessages.describe(code, nameOf(participant), cause));
    }
  }

  @Override
  void command(int participant, LoadCommand command) {
    actions.command(participant, command);
  }

  @Override
  boolean isCommitted() {
    return phase.compareTo(DestinationPhase.STARTING) >= 0;
  }

  @Override
  boolean needsChannels() {
    return phase.compareTo(DestinationPhase.LOADING) <= 0;
  }

  @Override
  boolean isListening() {
    return phase.compareTo(DestinationPhase.CLOSING) < 0;
  }

  @Override
  MigrationStatus phaseStatus() {
    return phase.status();
  }

  @Override
  String where() {
    return "the destination is " + phase;
  }
}
