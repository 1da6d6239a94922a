package org.baton.engine.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.baton.engine.pipeline.IntegrityException;
import org.baton.engine.pipeline.LoadCommand;
import org.baton.engine.pipeline.StreamTotals;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.message.Hello;
import org.baton.transport.message.ParticipantEntry;
import org.baton.transport.message.ProtocolException;
import org.baton.transport.wire.FailCode;
import org.jspecify.annotations.Nullable;

/**
 * Decides for the destination. Events come in as calls, {@link DestinationActions} and messages to
 * the peer go out; there is no clock, thread or I/O in it. {@link #onTime} comes first in each
 * round of events and {@link #onTick} last.
 *
 * <p>Nothing runs here before {@link ControlMessages#commit} came. Whatever goes wrong before ends
 * with the devices forgetting what they loaded. After it nothing is forgotten: the state may exist
 * nowhere else.
 *
 * <p>Owned by one thread.
 */
public final class DestinationConductor implements ControlMessages {
  private final DestinationPlan plan;
  private final ControlMessages peer;
  private final DestinationActions actions;
  private final PeerLiveness liveness;
  private final List<LoadingState> participants = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private DestinationPhase phase = DestinationPhase.LISTENING;
  private MigrationStatus outcome = MigrationStatus.NONE;
  private @Nullable Failure failure;
  private long nowNanos;
  private long startNanos;
  private long commitNanos;
  private long closingNanos;
  private boolean bound;
  private boolean peerGone;

  /**
   * Creates a conductor.
   *
   * @param plan what is here to take state
   * @param peer takes messages to the source
   * @param actions does what is decided
   */
  public DestinationConductor(
      DestinationPlan plan, ControlMessages peer, DestinationActions actions) {
    this.plan = plan;
    this.peer = peer;
    this.actions = actions;
    this.liveness = new PeerLiveness(plan.timeouts());
  }

  /** Begins: a connection is there, its Hello is not yet. */
  public void start(long now) {
    nowNanos = now;
    startNanos = now;
    liveness.start(now);
  }

  /** Where the migration is. */
  public MigrationStatus status() {
    return phase == DestinationPhase.ENDED ? outcome : phase.status();
  }

  /** Whether nothing will happen any more. */
  public boolean isEnded() {
    return phase == DestinationPhase.ENDED;
  }

  /** Why it was given up, or null. */
  public @Nullable Failure failure() {
    return failure;
  }

  /** What went wrong without being the reason. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** What a participant was validated with, or null. */
  public @Nullable StreamTotals validated(int participant) {
    return participants.get(participant).validated;
  }

  // --- the clock ---------------------------------------------------------------------------------

  /** Says what time it is. First in each round of events. */
  public void onTime(long now) {
    nowNanos = now;
  }

  /** Judges how long things have taken. Last in each round: what has arrived must count first. */
  public void onTick() {
    long now = nowNanos;
    if (phase == DestinationPhase.ENDED) {
      return;
    }
    if (phase == DestinationPhase.CLOSING) {
      // The source hangs up once it has read RUNNING; to hang up first could lose it on the way.
      if (peerGone || now - closingNanos >= plan.timeouts().peerNanos()) {
        phase = DestinationPhase.ENDED;
      }
      return;
    }
    if (!peerGone) {
      liveness.tick(now, peer);
    }
    if (phase.compareTo(DestinationPhase.LOADING) < 0
        && now - startNanos >= plan.timeouts().setupNanos()) {
      fail(FailCode.TIMEOUT, NO_PARTICIPANT, "the source did not get ready in time", false);
    } else if (!peerGone && liveness.isLost(now)) {
      onDisconnected("the source has been silent for too long");
    }
  }

  // --- messages from the source ------------------------------------------------------------------

  @Override
  public void hello(Hello offer) {
    if (!expected("hello", DestinationPhase.LISTENING)) {
      return;
    }
    try {
      Admission admission = Admission.decide(offer, plan);
      for (ParticipantEntry entry : offer.participants()) {
        participants.add(new LoadingState(entry.name()));
      }
      phase = DestinationPhase.BINDING;
      peer.welcome(admission.version(), admission.windowChunks(), admission.chunkBytes(), 0);
      actions.bind(offer, admission.order(), admission.windowChunks(), admission.chunkBytes());
    } catch (ProtocolException e) {
      onViolation(e);
    }
  }

  @Override
  public void streamEnd(int participant, long chunks, long bytes, int digest) {
    if (!expected("streamEnd", DestinationPhase.LOADING)) {
      return;
    }
    if (participant >= participants.size()) {
      violation("participant " + participant + " of " + participants.size());
      return;
    }
    LoadingState state = participants.get(participant);
    if (state.announced) {
      violation("the stream of " + state.name + " ended twice");
      return;
    }
    state.announced = true;
    actions.expect(participant, new StreamTotals(chunks, bytes, digest));
  }

  @Override
  public void commit() {
    if (!expected("commit", DestinationPhase.READY)) {
      return;
    }
    commitNanos = nowNanos;
    phase = DestinationPhase.STARTING;
    commandAll(LoadCommand.RUN_P2P);
  }

  @Override
  public void fail(FailCode code, int participant, String cause) {
    peerGone = true;
    fail(code, participant, cause, true);
  }

  @Override
  public void keepAlive(long count) {
    liveness.heard(nowNanos);
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
    fail(code, NO_PARTICIPANT, cause, false);
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
    fail(
        cause instanceof IntegrityException ? FailCode.INTEGRITY : FailCode.DEVICE,
        participant,
        String.valueOf(cause.getMessage()),
        false);
  }

  /** A participant could not be brought back. */
  public void onAbortFailed(int participant, IOException cause) {
    LoadingState state = participants.get(participant);
    state.left = true;
    warnings.add(state.name + ": " + cause.getMessage());
    advance();
  }

  /** The guest runs. */
  public void onGuestResumed() {
    if (phase == DestinationPhase.RESUMING_GUEST) {
      peer.running(nowNanos - commitNanos);
      phase = DestinationPhase.CLOSING;
      outcome = MigrationStatus.COMPLETED;
      closingNanos = nowNanos;
    }
  }

  /** The hypervisor could not resume the guest. */
  public void onGuestFailed(String cause) {
    fail(FailCode.GUEST, NO_PARTICIPANT, cause, false);
  }

  /** A data channel is over. */
  public void onChannelClosed(int channel, IOException cause) {
    if (phase.compareTo(DestinationPhase.LOADING) <= 0) {
      FailCode code =
          cause instanceof ProtocolException violation ? violation.code() : FailCode.CONNECTION;
      fail(code, NO_PARTICIPANT, "data channel " + channel + ": " + cause.getMessage(), false);
    }
  }

  /** The control channel is over. */
  public void onDisconnected(String cause) {
    peerGone = true;
    // COMMIT has come: the source will never resume, so the guest goes on here without it.
    if (phase.compareTo(DestinationPhase.STARTING) < 0) {
      fail(FailCode.CONNECTION, NO_PARTICIPANT, cause, false);
    }
  }

  /** The source sent something that is no message, or one that cannot be taken. */
  public void onViolation(ProtocolException cause) {
    fail(cause.code(), NO_PARTICIPANT, String.valueOf(cause.getMessage()), false);
  }

  /** Baton itself is broken. */
  public void onInternalError(Throwable cause) {
    fail(FailCode.RESOURCES, NO_PARTICIPANT, "internal error: " + cause, false);
  }

  /** The operator does not want the migration any more. Too late once COMMIT came. */
  public void cancel() {
    if (phase.compareTo(DestinationPhase.STARTING) < 0) {
      fail(FailCode.CANCELLED, NO_PARTICIPANT, "cancelled by the operator", false);
    }
  }

  // --- decisions ---------------------------------------------------------------------------------

  private void advance() {
    switch (phase) {
      case PREPARING -> {
        if (allReached(LoadCommand.RESUMING)) {
          phase = DestinationPhase.LOADING;
          peer.resuming();
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
          actions.resumeGuest();
        }
      }
      case ABORTING -> abort();
      case LISTENING, BINDING, READY, RESUMING_GUEST, CLOSING, ENDED -> {}
    }
  }

  private void abort() {
    if (!bound || participants.stream().allMatch(state -> state.left)) {
      phase = DestinationPhase.ENDED;
    }
  }

  private void fail(FailCode code, int participant, String cause, boolean fromPeer) {
    if (phase.compareTo(DestinationPhase.CLOSING) >= 0) {
      return;
    }
    LoadingState state =
        participant >= 0 && participant < participants.size()
            ? participants.get(participant)
            : null;
    failure = new Failure(code, state == null ? null : state.name, cause, fromPeer);
    outcome = code == FailCode.CANCELLED ? MigrationStatus.CANCELLED : MigrationStatus.FAILED;
    if (!peerGone) {
      peer.fail(code, participant, cause);
    }
    boolean committed = phase.compareTo(DestinationPhase.STARTING) >= 0;
    phase = DestinationPhase.ABORTING;
    if (committed) {
      // The source has let go: what is loaded here may be the only copy, so devices keep it.
      outcome = MigrationStatus.UNKNOWN;
      phase = DestinationPhase.ENDED;
    } else if (bound) {
      commandAll(LoadCommand.ABORT);
    } else {
      abort();
    }
  }

  private void violation(String cause) {
    fail(FailCode.PROTOCOL, NO_PARTICIPANT, cause, false);
  }

  private boolean expected(String message, DestinationPhase only) {
    liveness.heard(nowNanos);
    if (phase == only) {
      return true;
    }
    if (phase.compareTo(DestinationPhase.CLOSING) < 0) {
      violation(message + " must not come while the destination is " + phase);
    }
    return false;
  }

  private void commandAll(LoadCommand command) {
    for (int i = 0; i < participants.size(); i++) {
      actions.command(i, command);
    }
  }

  private boolean allReached(LoadCommand command) {
    return participants.stream().allMatch(state -> state.reached == command);
  }
}
