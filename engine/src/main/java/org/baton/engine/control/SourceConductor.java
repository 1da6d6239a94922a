package org.baton.engine.control;

import java.io.IOException;
import java.util.List;
import org.baton.engine.participant.PendingBytes;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.pipeline.SaverGauges;
import org.baton.engine.pipeline.StreamTotals;
import org.baton.engine.report.DowntimeStages;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.ParticipantProgress;
import org.baton.engine.report.ParticipantReport;
import org.baton.engine.report.SwitchoverReport;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.engine.telemetry.StageRecorder;
import org.baton.engine.telemetry.SwitchoverListener;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.message.Hello;
import org.baton.transport.message.ParticipantEntry;
import org.baton.transport.message.ProtocolException;
import org.baton.transport.wire.FailCode;
import org.baton.vfio.MigrationFlags;
import org.baton.vfio.VfioException;

/**
 * Decides for the source.
 *
 * <p>Until {@link ControlMessages#commit} is sent, whatever goes wrong ends with the devices
 * RUNNING and the guest resumed. After it, nothing is touched: see {@link MigrationStatus#UNKNOWN}.
 *
 * <p>Owned by one thread.
 */
public final class SourceConductor extends Conductor<SaveCommand, SavingState> {
  private final SourcePlan plan;
  private final SourceActions actions;
  private final SourceRecovery recovery;
  private final DowntimeClock downtime = new DowntimeClock();
  private final SwitchoverListener listener;
  private final SwitchoverGate gate;
  private final Switchover switchover;

  private SourcePhase phase = SourcePhase.HANDSHAKE;
  private boolean connected;

  /**
   * Creates a conductor.
   *
   * @param plan what to do
   * @param peer takes messages to the destination
   * @param actions does what is decided
   * @param counters takes the count of acks, one for each participant
   * @param listener hears of what happens on the way to the switchover
   */
  public SourceConductor(
      SourcePlan plan,
      ControlMessages peer,
      SourceActions actions,
      List<AckCounters> counters,
      SwitchoverListener listener) {
    super(peer, plan.timeouts());
    this.plan = plan;
    this.actions = actions;
    this.recovery = new SourceRecovery(this, actions);
    for (int i = 0; i < counters.size(); i++) {
      ParticipantEntry entry = plan.offer().participants().get(i);
      boolean precopy = new MigrationFlags(entry.flags()).hasPrecopy();
      AckState acks = new AckState(i, entry.name(), precopy, counters.get(i));
      participants.add(new SavingState(acks));
    }
    this.gate = new SwitchoverGate(plan.switchover(), participants, listener);
    this.listener = listener;
    this.switchover = new Switchover(plan.switchover(), gate, this, actions, recovery, downtime);
  }

  /** Begins: offers the migration to the destination. */
  @Override
  public void start(long now) {
    super.start(now);
    String missingP2p = MissingP2p.warning(plan.offer());
    if (!missingP2p.isEmpty()) {
      warn(missingP2p);
    }
    peer.hello(plan.offer());
  }

  @Override
  public boolean isEnded() {
    return phase == SourcePhase.ENDED;
  }

  /** Where the downtime went. */
  public DowntimeStages downtime() {
    return downtime.stages();
  }

  /** The downtime expected now, or, once the guest was paused, expected then. 0 if not known. */
  public long forecastNanos() {
    return gate.forecastNanos();
  }

  /** What was agreed on, and how it went. */
  public SwitchoverReport switchover() {
    return switchover.report();
  }

  /** Why the guest is not being paused, in a few words; empty if it is, or nothing is known. */
  public String obstacle() {
    return phase == SourcePhase.PRECOPY ? gate.obstacle() : "";
  }

  /** Round trips of acks, one recorder for each participant. */
  public List<StageRecorder> recorders() {
    return participants.stream().map(state -> state.ackTimes.recorder()).toList();
  }

  /**
   * How far a participant is.
   *
   * @param gauges what its thread says of it
   */
  public ParticipantProgress progress(int participant, SaverGauges gauges) {
    return participants.get(participant).progress(gauges);
  }

  /**
   * What happened to a participant.
   *
   * @param gauges what its thread says of it
   */
  public ParticipantReport report(int participant, SaverGauges gauges) {
    return participants.get(participant).report(gauges);
  }

  @Override
  public void onTick() {
    if (phase == SourcePhase.ENDED) {
      return;
    }
    keepInTouch();
    if (phase.compareTo(SourcePhase.PRECOPY) < 0 && isSetupOverdue()) {
      giveUp(FailCode.TIMEOUT, NO_PARTICIPANT, "the destination did not get ready in time", false);
    } else {
      judgeChannels();
      judgeSilence("destination");
    }
    if (phase == SourcePhase.PRECOPY) {
      switchover.consider(now());
    }
  }

  // --- messages from the destination -------------------------------------------------------------

  @Override
  public void welcome(int version, int windowChunks, int chunkBytes, long capabilities) {
    if (!expected("welcome", phase == SourcePhase.HANDSHAKE)) {
      return;
    }
    try {
      Grant.check(plan.offer(), version, windowChunks, chunkBytes, capabilities);
      switchover.agree(SwitchoverAckMode.of(capabilities));
      phase = SourcePhase.CONNECTING;
      actions.connect(windowChunks, chunkBytes);
    } catch (ProtocolException e) {
      onViolation(e);
    }
  }

  @Override
  public void switchoverAck(int participant, int generation) {
    if (!expected("switchoverAck", connected && isListening())) {
      return;
    }
    String complaint = gate.acks().onAck(participant, generation);
    if (complaint != null) {
      violation(complaint);
    } else if (participant != NO_PARTICIPANT) {
      SavingState state = participants.get(participant);
      listener.onAck(state.name, generation, state.ackTimes.came(now()));
    }
  }

  @Override
  public void resuming() {
    if (!expected("resuming", phase == SourcePhase.CONNECTING)) {
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
    heard();
    SavingState state = known(participant);
    if (state == null) {
      return;
    }
    // Before the channels are connected nothing can have been sent, so no credit can be due.
    if (!connected || !actions.credit(participant, loadedChunks)) {
      violation(
          "credit for "
              + Long.toUnsignedString(loadedChunks)
              + " chunks of "
              + state.name
              + ", never sent");
      return;
    }
    state.loaded(loadedBytes, loadNanos);
  }

  @Override
  public void loaded(int participant, long bytes, int digest, long loadNanos) {
    heard();
    SavingState state = known(participant);
    if (state == null || phase == SourcePhase.RECOVERING || phase == SourcePhase.ENDED) {
      return;
    }
    StreamTotals sent = state.sent;
    if (sent == null || state.loaded != null) {
      violation(state.name + " was said to be loaded before its stream ended, or twice");
    } else if (!sent.isLoaded(bytes, digest)) {
      giveUp(FailCode.INTEGRITY, participant, sent.difference(bytes, digest), false);
    } else {
      state.loaded = new StreamTotals(sent.chunks(), bytes, digest);
      state.loaded(bytes, loadNanos);
      state.downtimeNanos = downtime.sinceStart(now());
    }
  }

  @Override
  public void ready() {
    if (!expected("ready", phase == SourcePhase.LOADING)) {
      return;
    }
    for (SavingState state : participants) {
      if (state.loaded == null) {
        violation("ready, but " + state.name + " was not loaded");
        return;
      }
    }
    downtime.next(now());
    phase = SourcePhase.COMMITTED;
    peer.commit(gate.guestRuns());
  }

  @Override
  public void running(long resumeNanos) {
    if (!expected("running", phase == SourcePhase.COMMITTED)) {
      return;
    }
    downtime.end(now());
    listener.onSwitchover(downtime.stages(), gate.forecastNanos());
    phase = SourcePhase.FINISHING;
    ends(MigrationStatus.COMPLETED);
    commandAll(SaveCommand.FINISH);
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
  public void commit(boolean guestRuns) {
    violation("a destination must not send commit");
  }

  // --- what became of the actions ----------------------------------------------------------------

  /** The data channels are connected. */
  public void onConnected() {
    connected = true;
  }

  /** The data channels could not be connected, or slots not be made. */
  public void onConnectFailed(FailCode code, String cause) {
    giveUp(code, NO_PARTICIPANT, cause, false);
  }

  /** A participant said what it has left. */
  public void onPending(int participant, PendingBytes pending) {
    SavingState state = participants.get(participant);
    if (state.answered(pending)) {
      warn(state.name + ": " + state.estimates.complaint());
    }
    if (phase.compareTo(SourcePhase.P2P) > 0) {
      // No tag may come behind the end of the stream, nor hold up the way back.
      return;
    }
    if (gate.acks().onAnswer(participant, pending.initialBytes(), pending.reinits())) {
      state.ackTimes.ordered(now());
      actions.command(participant, SaveCommand.TAG);
    }
  }

  /** Whether the guest runs, as its hypervisor says. */
  public void onGuest(boolean runs) {
    if (phase.compareTo(SourcePhase.PRECOPY) <= 0) {
      gate.onGuest(runs);
    }
  }

  /** For how long the data channels have been sending, on average over them. */
  public void onSending(long busyNanos) {
    gate.onSending(busyNanos);
  }

  /** A participant has been read so far, in so much time. */
  public void onSaved(int participant, long savedBytes, long saveNanos) {
    participants.get(participant).saving.sample(savedBytes, saveNanos);
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
    participants.get(participant).ended(totals);
    if (phase == SourcePhase.SAVING) {
      peer.streamEnd(participant, totals.chunks(), totals.bytes(), totals.digest());
    }
    advance();
  }

  /** A participant failed. */
  public void onParticipantFailed(int participant, IOException cause) {
    if (cause instanceof VfioException refusal && refusal.wasReset()) {
      warnOfRecovery(
          participants.get(participant).name + ": it was reset, and does not hold its state now");
    }
    giveUp(FailCode.DEVICE, participant, String.valueOf(cause.getMessage()), false);
  }

  /** A participant could not be brought back, or not be ended in order. */
  public void onRecoveryFailed(int participant, SaveCommand command, IOException cause) {
    String warning = participants.get(participant).name + ": " + cause.getMessage();
    if (command == SaveCommand.FINISH) {
      // Its guest runs elsewhere: nothing is to be brought back.
      warn(warning);
    } else {
      warnOfRecovery(warning);
    }
    onSaverReached(participant, command);
  }

  /** The guest is paused. */
  public void onGuestPaused() {
    recovery.onPaused();
    if (phase == SourcePhase.PAUSING) {
      switchover.onPaused(now());
    }
    advance();
  }

  /** The guest runs again. */
  public void onGuestResumed() {
    recovery.onResumed();
    if (phase == SourcePhase.RETREATING) {
      switchover.onResumed(now());
    }
    advance();
  }

  /** The hypervisor could not do what it was asked. */
  public void onGuestFailed(String cause) {
    if (recovery.isResuming()) {
      warnOfRecovery("the guest could not be resumed: " + cause);
      recovery.onResumed();
    } else {
      // Some vCPUs may have stopped, so the guest must be resumed like one that has.
      recovery.onPaused();
      giveUp(FailCode.GUEST, NO_PARTICIPANT, cause, false);
    }
    advance();
  }

  // --- decisions ---------------------------------------------------------------------------------

  /** Only for those who decide what is next. */
  void enter(SourcePhase next) {
    phase = next;
  }

  /** Goes on to the next phase if every participant has done what the present one needs. */
  private void advance() {
    switch (phase) {
      case STARTING -> {
        if (allReached(SaveCommand.PRECOPY)) {
          phase = SourcePhase.PRECOPY;
          switchover.begin(now());
        }
      }
      case QUERYING -> {
        if (allReached(SaveCommand.QUERY)) {
          switchover.onAnsweredPaused();
        }
      }
      case RETREATING -> {
        if (allReached(SaveCommand.RETREAT)) {
          switchover.onRetreated();
        }
      }
      case P2P -> {
        if (allReached(SaveCommand.P2P)) {
          switchover.onAnsweredInP2p(now());
        }
      }
      case SAVING -> {
        if (participants.stream().allMatch(state -> state.sent != null)) {
          downtime.next(now());
          phase = SourcePhase.LOADING;
        }
      }
      case FINISHING -> {
        if (allLeft()) {
          phase = SourcePhase.ENDED;
        }
      }
      case RECOVERING -> recover();
      case HANDSHAKE, CONNECTING, PRECOPY, PAUSING, LOADING, COMMITTED, ENDED -> {}
    }
  }

  private void recover() {
    recovery.advance(connected);
    if (recovery.isDone()) {
      downtime.end(now());
      phase = SourcePhase.ENDED;
    }
  }

  @Override
  void giveUp(FailCode code, int participant, String cause, boolean fromPeer) {
    if (phase.compareTo(SourcePhase.FINISHING) >= 0) {
      return;
    }
    if (phase == SourcePhase.COMMITTED) {
      // The peer is not told: it may run the guest, and nothing said here may keep it from that.
      fails(MigrationStatus.UNKNOWN, code, participant, cause, fromPeer);
      downtime.end(now());
      phase = SourcePhase.ENDED;
      return;
    }
    downtime.recover(now());
    fails(statusOf(code), code, participant, cause, fromPeer);
    tellPeer(code, participant, cause);
    phase = SourcePhase.RECOVERING;
    recover();
  }

  @Override
  void peerFailed(FailCode code, int participant, String cause, boolean fromPeer) {
    giveUp(code, participant, cause, fromPeer);
  }

  @Override
  void command(int participant, SaveCommand command) {
    actions.command(participant, command);
  }

  @Override
  boolean isCommitted() {
    return phase.compareTo(SourcePhase.COMMITTED) >= 0;
  }

  @Override
  boolean needsChannels() {
    return phase.compareTo(SourcePhase.LOADING) <= 0;
  }

  @Override
  boolean isListening() {
    return phase.compareTo(SourcePhase.FINISHING) < 0;
  }

  @Override
  MigrationStatus phaseStatus() {
    return phase.status();
  }

  @Override
  String where() {
    return "the source is " + phase;
  }
}
