package org.baton.engine.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.baton.engine.participant.PendingBytes;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.pipeline.StreamTotals;
import org.baton.engine.report.DowntimeStages;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.ParticipantProgress;
import org.baton.engine.report.ParticipantReport;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.message.Hello;
import org.baton.transport.message.Limits;
import org.baton.transport.message.ProtocolException;
import org.baton.transport.wire.FailCode;
import org.jspecify.annotations.Nullable;

/**
 * Decides for the source. Events come in as calls, {@link SourceActions} and messages to the peer
 * go out; there is no clock, thread or I/O in it. {@link #onTime} comes first in each round of
 * events and {@link #onTick} last.
 *
 * <p>Until {@link ControlMessages#commit} is sent, whatever goes wrong ends with the devices
 * RUNNING and the guest resumed. After it, nothing is touched: see {@link MigrationStatus#UNKNOWN}.
 *
 * <p>Owned by one thread.
 */
public final class SourceConductor implements ControlMessages {
  private final SourcePlan plan;
  private final ControlMessages peer;
  private final SourceActions actions;
  private final PeerLiveness liveness;
  private final DowntimeClock downtime = new DowntimeClock();
  private final DowntimeForecast forecast = new DowntimeForecast();
  private final Bandwidth bandwidth = new Bandwidth();
  private final List<SavingState> participants = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private SourcePhase phase = SourcePhase.HANDSHAKE;
  private GuestState guest = GuestState.RUNNING;
  private MigrationStatus outcome = MigrationStatus.NONE;
  private @Nullable Failure failure;
  private long nowNanos;
  private long startNanos;
  private long forecastNanos;
  private boolean connected;
  private boolean recovering;
  private boolean resumedP2p;
  private boolean resuming;
  private boolean peerGone;

  /**
   * Creates a conductor.
   *
   * @param plan what to do
   * @param peer takes messages to the destination
   * @param actions does what is decided
   */
  public SourceConductor(SourcePlan plan, ControlMessages peer, SourceActions actions) {
    this.plan = plan;
    this.peer = peer;
    this.actions = actions;
    this.liveness = new PeerLiveness(plan.timeouts());
    plan.offer().participants().forEach(entry -> participants.add(new SavingState(entry.name())));
  }

  /** Begins: offers the migration to the destination. */
  public void start(long now) {
    nowNanos = now;
    startNanos = now;
    liveness.start(now);
    peer.hello(plan.offer());
  }

  /** Where the migration is. */
  public MigrationStatus status() {
    return phase == SourcePhase.ENDED ? outcome : phase.status();
  }

  /** Whether nothing will happen any more. */
  public boolean isEnded() {
    return phase == SourcePhase.ENDED;
  }

  /** Why it was given up, or null. */
  public @Nullable Failure failure() {
    return failure;
  }

  /** What went wrong without being the reason. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Where the downtime went. */
  public DowntimeStages downtime() {
    return downtime.stages();
  }

  /** The downtime expected now, or, once the guest was paused, expected then. 0 if not known. */
  public long forecastNanos() {
    return forecastNanos;
  }

  /**
   * How far a participant is.
   *
   * @param movedBytes read from it so far
   */
  public ParticipantProgress progress(int participant, long movedBytes) {
    SavingState state = participants.get(participant);
    return new ParticipantProgress(
        state.name,
        state.pending.initialBytes(),
        state.pending.dirtyBytes(),
        state.pending.stopCopyBytes(),
        movedBytes,
        state.loadedBytes);
  }

  /**
   * What happened to a participant.
   *
   * @param precopyBytes read from it while the guest ran
   * @param stopCopyBytes read from it after the guest was paused
   * @param saveNanos time spent reading it
   */
  public ParticipantReport report(
      int participant, long precopyBytes, long stopCopyBytes, long saveNanos) {
    return participants.get(participant).report(precopyBytes, stopCopyBytes, saveNanos);
  }

  // --- the clock ---------------------------------------------------------------------------------

  /** Says what time it is. First in each round of events. */
  public void onTime(long now) {
    nowNanos = now;
  }

  /** Judges how long things have taken. Last in each round: what has arrived must count first. */
  public void onTick() {
    long now = nowNanos;
    if (phase == SourcePhase.ENDED) {
      return;
    }
    if (!peerGone) {
      liveness.tick(now, peer);
    }
    if (phase.compareTo(SourcePhase.PRECOPY) < 0
        && now - startNanos >= plan.timeouts().setupNanos()) {
      fail(FailCode.TIMEOUT, NO_PARTICIPANT, "the destination did not get ready in time", false);
    } else if (!peerGone && liveness.isLost(now)) {
      onDisconnected("the destination has been silent for too long");
    }
    if (phase == SourcePhase.PRECOPY) {
      considerSwitchover();
    }
  }

  // --- messages from the destination -------------------------------------------------------------

  @Override
  public void welcome(int version, int windowChunks, int chunkBytes, long capabilities) {
    if (!expected("welcome", SourcePhase.HANDSHAKE)) {
      return;
    }
    Hello offer = plan.offer();
    if (version < offer.minVersion() || version > offer.maxVersion()) {
      fail(FailCode.VERSION, NO_PARTICIPANT, "version " + version + " was not offered", false);
    } else if (Integer.bitCount(windowChunks) != 1
        || windowChunks > offer.windowChunks()
        || chunkBytes < Limits.MIN_CHUNK_BYTES
        || chunkBytes > offer.chunkBytes()) {
      fail(
          FailCode.PROTOCOL,
          NO_PARTICIPANT,
          "granted " + windowChunks + " chunks of " + chunkBytes + " bytes, which was not offered",
          false);
    } else {
      phase = SourcePhase.CONNECTING;
      actions.connect(windowChunks, chunkBytes);
    }
  }

  @Override
  public void resuming() {
    if (!expected("resuming", SourcePhase.CONNECTING)) {
      return;
    }
    if (!connected) {
      violation("the destination resumes before its data channels are connected");
      return;
    }
    phase = SourcePhase.STARTING;
    commandAll(SaveCommand.PRECOPY);
  }

  @Override
  public void credit(int participant, long loadedChunks, long loadedBytes, long loadNanos) {
    liveness.heard(nowNanos);
    SavingState state = known(participant);
    if (state == null) {
      return;
    }
    // Before the channels are connected nothing can have been sent, so no credit can be due.
    if (!connected || !actions.credit(participant, loadedChunks)) {
      violation("credit for " + loadedChunks + " chunks of " + state.name + ", never sent");
      return;
    }
    state.loadedBytes = loadedBytes;
    state.loadNanos = loadNanos;
  }

  @Override
  public void loaded(int participant, long bytes, int digest, long loadNanos) {
    liveness.heard(nowNanos);
    SavingState state = known(participant);
    if (state == null || phase == SourcePhase.RECOVERING || phase == SourcePhase.ENDED) {
      return;
    }
    StreamTotals sent = state.sent;
    if (sent == null || state.loaded != null) {
      violation(state.name + " was said to be loaded before its stream ended, or twice");
    } else if (sent.bytes() != bytes || sent.digest() != digest) {
      fail(
          FailCode.INTEGRITY,
          participant,
          String.format(
              "sent %d bytes with digest %08x, the destination loaded %d bytes with digest %08x",
              sent.bytes(), sent.digest(), bytes, digest),
          false);
    } else {
      state.loaded = new StreamTotals(sent.chunks(), bytes, digest);
      state.loadedBytes = bytes;
      state.loadNanos = loadNanos;
      state.downtimeNanos = downtime.sinceStart(nowNanos);
    }
  }

  @Override
  public void ready() {
    if (!expected("ready", SourcePhase.LOADING)) {
      return;
    }
    for (SavingState state : participants) {
      if (state.loaded == null) {
        violation("ready, but " + state.name + " was not loaded");
        return;
      }
    }
    downtime.next(nowNanos);
    phase = SourcePhase.COMMITTED;
    peer.commit();
  }

  @Override
  public void running(long resumeNanos) {
    if (!expected("running", SourcePhase.COMMITTED)) {
      return;
    }
    downtime.next(nowNanos);
    phase = SourcePhase.FINISHING;
    outcome = MigrationStatus.COMPLETED;
    commandAll(SaveCommand.FINISH);
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
  public void hello(Hello hello) {
    violation("a destination must not send hello");
  }

  @Override
  public void streamEnd(int participant, long chunks, long bytes, int digest) {
    violation("a destination must not send streamEnd");
  }

  @Override
  public void commit() {
    violation("a destination must not send commit");
  }

  // --- what became of the actions ----------------------------------------------------------------

  /** The data channels are connected. */
  public void onConnected() {
    connected = true;
  }

  /** The data channels could not be connected, or slots not be made. */
  public void onConnectFailed(FailCode code, String cause) {
    fail(code, NO_PARTICIPANT, cause, false);
  }

  /** A participant said what it has left. */
  public void onPending(int participant, PendingBytes pending, long savedBytes, long saveNanos) {
    SavingState state = participants.get(participant);
    state.pending.set(pending.initialBytes(), pending.dirtyBytes(), pending.stopCopyBytes());
    state.savedBytes = savedBytes;
    state.saveNanos = saveNanos;
    state.answered = true;
  }

  /** A participant has done what it was told. */
  public void onSaverReached(int participant, SaveCommand command) {
    SavingState state = participants.get(participant);
    state.reached = command;
    state.left |= command == SaveCommand.RESUME || command == SaveCommand.FINISH;
    advance();
  }

  /** A participant's stream has been read to its end. */
  public void onStreamEnd(int participant, StreamTotals totals) {
    participants.get(participant).sent = totals;
    if (phase == SourcePhase.SAVING) {
      peer.streamEnd(participant, totals.chunks(), totals.bytes(), totals.digest());
    }
    advance();
  }

  /** A participant failed. */
  public void onParticipantFailed(int participant, IOException cause) {
    fail(FailCode.DEVICE, participant, String.valueOf(cause.getMessage()), false);
  }

  /** A participant could not be brought back, or not be ended in order. */
  public void onRecoveryFailed(int participant, SaveCommand command, IOException cause) {
    warnings.add(participants.get(participant).name + ": " + cause.getMessage());
    onSaverReached(participant, command);
  }

  /** The guest is paused. */
  public void onGuestPaused() {
    guest = GuestState.PAUSED;
    if (phase == SourcePhase.PAUSING) {
      downtime.next(nowNanos);
      phase = SourcePhase.P2P;
      commandAll(SaveCommand.P2P);
    }
    advance();
  }

  /** The guest runs again. */
  public void onGuestResumed() {
    guest = GuestState.RUNNING;
    advance();
  }

  /** The hypervisor could not do what it was asked. */
  public void onGuestFailed(String cause) {
    if (resuming) {
      warnings.add("the guest could not be resumed: " + cause);
      guest = GuestState.RUNNING;
    } else {
      // Some vCPUs may have stopped, so the guest must be resumed like one that has.
      guest = GuestState.PAUSED;
      fail(FailCode.GUEST, NO_PARTICIPANT, cause, false);
    }
    advance();
  }

  /** A data channel is over. */
  public void onChannelClosed(int channel, IOException cause) {
    if (phase.compareTo(SourcePhase.LOADING) <= 0) {
      fail(
          FailCode.CONNECTION,
          NO_PARTICIPANT,
          "data channel " + channel + ": " + cause.getMessage(),
          false);
    }
  }

  /** The control channel is over. */
  public void onDisconnected(String cause) {
    peerGone = true;
    fail(FailCode.CONNECTION, NO_PARTICIPANT, cause, false);
  }

  /** The destination sent something that is no message. */
  public void onViolation(ProtocolException cause) {
    fail(cause.code(), NO_PARTICIPANT, String.valueOf(cause.getMessage()), false);
  }

  /** Baton itself is broken. */
  public void onInternalError(Throwable cause) {
    fail(FailCode.RESOURCES, NO_PARTICIPANT, "internal error: " + cause, false);
  }

  /** The operator does not want the migration any more. Too late once COMMIT is out. */
  public void cancel() {
    if (phase.compareTo(SourcePhase.COMMITTED) < 0) {
      fail(FailCode.CANCELLED, NO_PARTICIPANT, "cancelled by the operator", false);
    }
  }

  // --- decisions ---------------------------------------------------------------------------------

  private void considerSwitchover() {
    forecast.reset();
    long loadedBytes = 0;
    boolean initialDataSent = true;
    for (SavingState state : participants) {
      forecast.add(
          state.pendingBytes(),
          state.savedBytes,
          state.saveNanos,
          state.loadedBytes,
          state.loadNanos);
      loadedBytes += state.loadedBytes;
      initialDataSent &= state.isInitialDataSent();
    }
    bandwidth.sample(nowNanos, loadedBytes);
    long wire =
        plan.switchoverBandwidth() > 0 ? plan.switchoverBandwidth() : bandwidth.bytesPerSecond();
    forecastNanos = forecast.nanos(wire);
    if (initialDataSent && forecastNanos <= plan.downtimeLimitNanos()) {
      phase = SourcePhase.PAUSING;
      guest = GuestState.PAUSING;
      downtime.start(nowNanos);
      actions.pauseGuest();
    }
  }

  /** Goes on to the next phase if every participant has done what the present one needs. */
  private void advance() {
    switch (phase) {
      case STARTING -> {
        if (allReached(SaveCommand.PRECOPY)) {
          phase = SourcePhase.PRECOPY;
        }
      }
      case P2P -> {
        if (allReached(SaveCommand.P2P)) {
          downtime.next(nowNanos);
          phase = SourcePhase.SAVING;
          commandAll(SaveCommand.STOP_COPY);
        }
      }
      case SAVING -> {
        if (participants.stream().allMatch(state -> state.sent != null)) {
          downtime.next(nowNanos);
          phase = SourcePhase.LOADING;
        }
      }
      case FINISHING -> {
        if (participants.stream().allMatch(state -> state.left)) {
          phase = SourcePhase.ENDED;
        }
      }
      case RECOVERING -> recover();
      case HANDSHAKE, CONNECTING, PRECOPY, PAUSING, LOADING, COMMITTED, ENDED -> {}
    }
  }

  private void recover() {
    if (guest == GuestState.PAUSING) {
      return;
    }
    if (connected && !recovering) {
      recovering = true;
      // A guest that runs uses its devices, so they need not wait for each other.
      commandAll(guest == GuestState.PAUSED ? SaveCommand.RESUME_P2P : SaveCommand.RESUME);
    }
    if (connected && !resumedP2p && allReached(SaveCommand.RESUME_P2P)) {
      resumedP2p = true;
      commandAll(SaveCommand.RESUME);
    }
    boolean devicesRun = !connected || participants.stream().allMatch(state -> state.left);
    if (!devicesRun) {
      return;
    }
    if (guest == GuestState.PAUSED && !resuming) {
      resuming = true;
      actions.resumeGuest();
    } else if (guest == GuestState.RUNNING) {
      phase = SourcePhase.ENDED;
    }
  }

  private void fail(FailCode code, int participant, String cause, boolean fromPeer) {
    if (phase.compareTo(SourcePhase.FINISHING) >= 0) {
      return;
    }
    SavingState state =
        participant >= 0 && participant < participants.size()
            ? participants.get(participant)
            : null;
    failure = new Failure(code, state == null ? null : state.name, cause, fromPeer);
    if (phase == SourcePhase.COMMITTED) {
      outcome = MigrationStatus.UNKNOWN;
      phase = SourcePhase.ENDED;
      return;
    }
    outcome = code == FailCode.CANCELLED ? MigrationStatus.CANCELLED : MigrationStatus.FAILED;
    if (!peerGone) {
      peer.fail(code, participant, cause);
    }
    phase = SourcePhase.RECOVERING;
    recover();
  }

  private void violation(String cause) {
    fail(FailCode.PROTOCOL, NO_PARTICIPANT, cause, false);
  }

  private boolean expected(String message, SourcePhase only) {
    liveness.heard(nowNanos);
    if (phase == only) {
      return true;
    }
    if (phase != SourcePhase.RECOVERING && phase != SourcePhase.ENDED) {
      violation(message + " must not come while the source is " + phase);
    }
    return false;
  }

  private @Nullable SavingState known(int participant) {
    if (participant < participants.size()) {
      return participants.get(participant);
    }
    violation("participant " + participant + " of " + participants.size());
    return null;
  }

  private void commandAll(SaveCommand command) {
    for (int i = 0; i < participants.size(); i++) {
      actions.command(i, command);
    }
  }

  private boolean allReached(SaveCommand command) {
    return participants.stream().allMatch(state -> state.reached == command);
  }
}
