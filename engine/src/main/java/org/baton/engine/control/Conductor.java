package org.baton.engine.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.message.ProtocolException;
import org.baton.transport.wire.FailCode;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one side of a migration. Events come in as calls, actions and messages to the peer go
 * out; there is no clock, thread or I/O in it. {@link #onTime} comes first in each round of events
 * and {@link #onTick} last.
 *
 * <p>Here is what both sides do alike: who takes part, whether the peer is heard, what went wrong.
 *
 * <p>Owned by one thread.
 *
 * @param <C> what a participant can be told
 * @param <S> what is known of a participant
 */
public abstract class Conductor<C extends Enum<C>, S extends ParticipantState<C>>
    implements ControlMessages {
  final ControlMessages peer;
  final Timeouts timeouts;
  final List<S> participants = new ArrayList<>();

  private final PeerLiveness liveness;
  private final List<String> warnings = new ArrayList<>();
  private boolean recoveryFailed;
  private MigrationStatus outcome = MigrationStatus.NONE;
  private @Nullable Failure failure;
  private long nowNanos;
  private long startNanos;
  private boolean peerGone;
  private @Nullable String channelLoss;
  private long channelLossNanos;

  Conductor(ControlMessages peer, Timeouts timeouts) {
    this.peer = peer;
    this.timeouts = timeouts;
    this.liveness = new PeerLiveness(timeouts);
  }

  /** Begins. */
  public void start(long now) {
    nowNanos = now;
    startNanos = now;
    liveness.start(now);
  }

  /** Where the migration is. */
  public final MigrationStatus status() {
    return isEnded() ? outcome : phaseStatus();
  }

  /** Whether nothing will happen any more. */
  public abstract boolean isEnded();

  /** Why it was given up, or null. */
  public final @Nullable Failure failure() {
    return failure;
  }

  /** What went wrong without being the reason, and what an operator should know. */
  public final List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Whether something could not be brought back; the warnings tell what. */
  public final boolean recoveryFailed() {
    return recoveryFailed;
  }

  /** Says what time it is. First in each round of events. */
  public final void onTime(long now) {
    nowNanos = now;
  }

  /** Judges how long things have taken. Last in each round: what has arrived must count first. */
  public abstract void onTick();

  /** The control channel is over. */
  public final void onDisconnected(String cause) {
    peerGone = true;
    peerFailed(FailCode.CONNECTION, NO_PARTICIPANT, cause, false);
  }

  /**
   * A data channel is over. A peer that gives up closes its data channels too, and says why on the
   * control channel: that is waited for, because it is the better cause.
   */
  public final void onChannelClosed(int channel, IOException cause) {
    if (!needsChannels()) {
      return;
    }
    String loss = "data channel " + channel + ": " + cause.getMessage();
    if (cause instanceof ProtocolException violation) {
      giveUp(violation.code(), NO_PARTICIPANT, loss, false);
    } else if (channelLoss == null) {
      channelLoss = loss;
      channelLossNanos = nowNanos;
    }
  }

  /** The peer sent something that is no message, or one that cannot be taken. */
  public final void onViolation(ProtocolException cause) {
    peerFailed(cause.code(), NO_PARTICIPANT, String.valueOf(cause.getMessage()), false);
  }

  /** Baton itself is broken. */
  public final void onInternalError(Throwable cause) {
    giveUp(FailCode.RESOURCES, NO_PARTICIPANT, "internal error: " + cause, false);
  }

  /** The operator does not want the migration any more. Too late once COMMIT is said. */
  public final void cancel() {
    if (!isCommitted()) {
      giveUp(FailCode.CANCELLED, NO_PARTICIPANT, "cancelled by the operator", false);
    }
  }

  @Override
  public final void fail(FailCode code, int participant, String cause) {
    peerGone = true;
    peerFailed(code, participant, cause, true);
  }

  @Override
  public final void keepAlive(long count) {
    liveness.heard(nowNanos);
  }

  // --- what a side says of itself ----------------------------------------------------------------

  /** The word for the present phase outside. */
  abstract MigrationStatus phaseStatus();

  /** Whether COMMIT has been said. */
  abstract boolean isCommitted();

  /** Whether anything must still come or go over the data channels. */
  abstract boolean needsChannels();

  /** Whether what the peer says still matters. */
  abstract boolean isListening();

  /** Tells a participant what to do next. */
  abstract void command(int participant, C command);

  /** Ends the migration in a failure, unless it is over. */
  abstract void giveUp(FailCode code, int participant, String cause, boolean fromPeer);

  /** The peer is lost, has given up, or cannot be believed. */
  abstract void peerFailed(FailCode code, int participant, String cause, boolean fromPeer);

  /** The present phase and its side, as in "the source is PRECOPY". */
  abstract String where();

  // --- what both do alike ------------------------------------------------------------------------

  /** The time of this round. */
  final long now() {
    return nowNanos;
  }

  final boolean isPeerGone() {
    return peerGone;
  }

  /** Whether connecting and preparing have taken longer than they may. */
  final boolean isSetupOverdue() {
    return nowNanos - startNanos >= timeouts.setupNanos();
  }

  /** The peer gave a sign of life. */
  final void heard() {
    liveness.heard(nowNanos);
  }

  /** Gives the peer a sign of life if one is due. */
  final void keepInTouch() {
    if (!peerGone) {
      liveness.tick(nowNanos, peer);
    }
  }

  /** Gives up if a data channel has been lost and the peer has not said why. */
  final void judgeChannels() {
    if (channelLoss != null
        && needsChannels()
        && nowNanos - channelLossNanos >= timeouts.lastWordNanos()) {
      giveUp(FailCode.CONNECTION, NO_PARTICIPANT, channelLoss, false);
    }
  }

  /** Gives the peer up if it has been silent for too long. */
  final void judgeSilence(String name) {
    if (!peerGone && liveness.isLost(nowNanos)) {
      onDisconnected(
          String.format(
              Locale.ROOT,
              "the %s has been silent for %.1f s: look whether its process, its host and the"
                  + " network are well; if they are, raise the peer timeout (--peer-timeout)",
              name,
              liveness.silentNanos(nowNanos) / 1e9));
    }
  }

  /** Whether a message may come now. One that may not is a violation, as long as it matters. */
  final boolean expected(String message, boolean now) {
    heard();
    if (!now && isListening()) {
      violation(message + " must not come while " + where());
    }
    return now;
  }

  /** The peer sent a message that it must not. */
  final void violation(String cause) {
    peerFailed(FailCode.PROTOCOL, NO_PARTICIPANT, cause, false);
  }

  /** The participant that a message names, or null: then the message was a violation. */
  final @Nullable S known(int participant) {
    if (participant < participants.size()) {
      return participants.get(participant);
    }
    violation("participant " + participant + " of " + participants.size());
    return null;
  }

  final void warn(String warning) {
    warnings.add(warning);
  }

  /** Warns of something that could not be brought back. */
  final void warnOfRecovery(String warning) {
    recoveryFailed = true;
    warn(warning);
  }

  /** Notes how it ends. */
  final void ends(MigrationStatus status) {
    outcome = status;
  }

  /** Notes how it ends, and why. */
  final void fails(
      MigrationStatus status, FailCode code, int participant, String cause, boolean fromPeer) {
    outcome = status;
    failure = new Failure(code, nameOf(participant), cause, fromPeer);
  }

  /** Tells the peer that this side gives up, unless it is gone. */
  final void tellPeer(FailCode code, int participant, String cause) {
    if (!peerGone) {
      peer.fail(code, participant, cause);
    }
  }

  /** The name of a participant, or null if there is none of that number. */
  final @Nullable String nameOf(int participant) {
    boolean known = participant >= 0 && participant < participants.size();
    return known ? participants.get(participant).name : null;
  }

  /** {@link MigrationStatus#CANCELLED} or {@link MigrationStatus#FAILED}. */
  static MigrationStatus statusOf(FailCode code) {
    return code == FailCode.CANCELLED ? MigrationStatus.CANCELLED : MigrationStatus.FAILED;
  }

  final void commandAll(C command) {
    forgetReached();
    for (int i = 0; i < participants.size(); i++) {
      command(i, command);
    }
  }

  /** What was reached counts no more. */
  final void forgetReached() {
    participants.forEach(state -> state.reached = null);
  }

  final boolean allReached(C command) {
    return participants.stream().allMatch(state -> state.reached == command);
  }

  final boolean allLeft() {
    return participants.stream().allMatch(state -> state.left);
  }
}
