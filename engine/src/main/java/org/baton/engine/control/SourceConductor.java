package org.baton.engine.control;

import java.io.IOException;
import java.util.List;
import org.baton.engine.participant.PendingBytes;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.pipeline.StreamTotals;
import org.baton.engine.report.DowntimeStages;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.ParticipantProgress;
import org.baton.engine.report.ParticipantReport;
import org.baton.engine.report.SwitchoverReport;
import org.baton.engine.switchover.LateReinitPolicy;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.engine.switchover.TimeoutStrategy;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.message.Hello;
import org.baton.transport.message.Limits;
import org.baton.transport.message.ParticipantEntry;
import org.baton.transport.wire.FailCode;
import org.baton.transport.wire.ParticipantKind;
import org.baton.vfio.MigrationFlags;
import org.jspecify.annotations.Nullable;

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
  private final Switchover switchover;

  private SourcePhase phase = SourcePhase.HANDSHAKE;
  private boolean connected;
  private long precopyNanos;
  private long retreatNanos;

  /**
   * Creates a conductor.
   *
   * @param plan what to do
   * @param peer takes messages to the destination
   * @param actions does what is decided
   * @param counters takes the count of acks, one for each participant
   */
  public SourceConductor(
      SourcePlan plan, ControlMessages peer, SourceActions actions, List<AckCounters> counters) {
    super(peer, plan.timeouts());
    this.plan = plan;
    this.actions = actions;
    this.recovery = new SourceRecovery(this, actions);
    for (int i = 0; i < counters.size(); i++) {
      ParticipantEntry entry = plan.offer().participants().get(i);
      boolean precopy = new MigrationFlags(entry.flags()).hasPrecopy();
      participants.add(new SavingState(new AckState(entry.name(), precopy, counters.get(i))));
    }
    this.switchover = new Switchover(plan.switchover(), participants);
  }

  /** Begins: offers the migration to the destination. */
  @Override
  public void start(long now) {
    super.start(now);
    warnOfMissingP2p();
    peer.hello(plan.offer());
  }

  /** QEMU refuses such a set of devices; Baton leaves it to the operator, who knows the guest. */
  private void warnOfMissingP2p() {
    List<String> without =
        plan.offer().participants().stream()
            .filter(entry -> entry.kind() == ParticipantKind.VFIO_DEVICE)
            .filter(entry -> !new MigrationFlags(entry.flags()).hasP2p())
            .map(ParticipantEntry::name)
            .toList();
    if (participants.size() > 1 && !without.isEmpty()) {
      warn(
          "no P2P states: "
              + String.join(", ", without)
              + "; the guest must not let devices write into each other, for one without these"
              + " states may still do so while others have stopped");
    }
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
    return switchover.forecastNanos();
  }

  /** What was agreed on, and how it went. */
  public SwitchoverReport switchover() {
    return new SwitchoverReport(
        switchover.acks().mode(),
        switchover.ackWaitNanos(),
        switchover.lateReinits(),
        switchover.retreats(),
        retreatNanos);
  }

  /** Why the guest is not being paused, in a few words; empty if it is, or nothing is known. */
  public String obstacle() {
    return phase == SourcePhase.PRECOPY ? switchover.obstacle() : "";
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
        state.loading.totalBytes(),
        state.ackTimes.report(state.acks));
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
      considerSwitchover();
    }
  }

  // --- messages from the destination -------------------------------------------------------------

  @Override
  public void welcome(int version, int windowChunks, int chunkBytes, long capabilities) {
    if (!expected("welcome", phase == SourcePhase.HANDSHAKE)) {
      return;
    }
    Hello offer = plan.offer();
    if (version < offer.minVersion() || version > offer.maxVersion()) {
      giveUp(FailCode.VERSION, NO_PARTICIPANT, "version " + version + " was not offered", false);
    } else if (Integer.bitCount(windowChunks) != 1
        || windowChunks > offer.windowChunks()
        || chunkBytes < Limits.MIN_CHUNK_BYTES
        || chunkBytes > offer.chunkBytes()) {
      giveUp(
          FailCode.PROTOCOL,
          NO_PARTICIPANT,
          "granted " + windowChunks + " chunks of " + chunkBytes + " bytes, which was not offered",
          false);
    } else if ((capabilities & ~offer.capabilities()) != 0) {
      giveUp(
          FailCode.PROTOCOL,
          NO_PARTICIPANT,
          "capabilities %x were granted, %x offered".formatted(capabilities, offer.capabilities()),
          false);
    } else {
      agree(SwitchoverAckMode.of(capabilities));
      phase = SourcePhase.CONNECTING;
      actions.connect(windowChunks, chunkBytes);
    }
  }

  private void agree(SwitchoverAckMode mode) {
    SwitchoverAckMode wanted = plan.switchover().ackMode();
    if (mode != wanted) {
      warn("switchover-ack is " + mode + ", because the destination does not do " + wanted);
    }
    switchover.agree(mode);
  }

  @Override
  public void switchoverAck(int participant, int generation) {
    heard();
    if (!connected || !isListening()) {
      violationUnlessOver("a switchover-ack before the data channels are connected");
      return;
    }
    String complaint = switchover.acks().onAck(participant, generation);
    if (complaint != null) {
      violation(complaint);
    } else if (participant != NO_PARTICIPANT) {
      participants.get(participant).ackTimes.came(generation, now());
    }
  }

  private void violationUnlessOver(String cause) {
    if (isListening()) {
      violation(cause);
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
    } else if (sent.bytes() != bytes || sent.digest() != digest) {
      giveUp(
          FailCode.INTEGRITY,
          participant,
          String.format(
              "sent %d bytes with digest %08x, the destination loaded %d bytes with digest %08x",
              sent.bytes(), sent.digest(), bytes, digest),
          false);
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
    peer.commit(switchover.guestRuns());
  }

  @Override
  public void running(long resumeNanos) {
    if (!expected("running", phase == SourcePhase.COMMITTED)) {
      return;
    }
    downtime.end(now());
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
    state.pending.set(
        pending.initialBytes(), pending.dirtyBytes(), pending.stopCopyBytes(), pending.reinits());
    state.answered = true;
    if (phase == SourcePhase.ENDED || phase == SourcePhase.RECOVERING) {
      return;
    }
    if (switchover.acks().onAnswer(participant, pending.initialBytes(), pending.reinits())) {
      state.ackTimes.ordered(state.acks.tagged(), now());
      actions.command(participant, SaveCommand.TAG);
    }
  }

  /** Whether the guest runs, as its hypervisor says. */
  public void onGuest(boolean runs) {
    if (phase.compareTo(SourcePhase.PRECOPY) <= 0) {
      switchover.onGuest(runs);
    }
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
    participants.get(participant).sent = totals;
    if (phase == SourcePhase.SAVING) {
      peer.streamEnd(participant, totals.chunks(), totals.bytes(), totals.digest());
    }
    advance();
  }

  /** A participant failed. */
  public void onParticipantFailed(int participant, IOException cause) {
    giveUp(FailCode.DEVICE, participant, String.valueOf(cause.getMessage()), false);
  }

  /** A participant could not be brought back, or not be ended in order. */
  public void onRecoveryFailed(int participant, SaveCommand command, IOException cause) {
    warn(participants.get(participant).name + ": " + cause.getMessage());
    onSaverReached(participant, command);
  }

  /** The guest is paused. */
  public void onGuestPaused() {
    recovery.onPaused();
    if (phase == SourcePhase.PAUSING) {
      askWithGuestPaused();
    }
    advance();
  }

  /** The guest runs again. */
  public void onGuestResumed() {
    recovery.onResumed();
    if (phase == SourcePhase.RETREATING) {
      downtime.end(now());
      retreatNanos += downtime.stages().totalNanos();
      switchover.retreat();
      phase = SourcePhase.PRECOPY;
    }
    advance();
  }

  /** The hypervisor could not do what it was asked. */
  public void onGuestFailed(String cause) {
    if (recovery.isResuming()) {
      warn("the guest could not be resumed: " + cause);
      recovery.onResumed();
    } else {
      // Some vCPUs may have stopped, so the guest must be resumed like one that has.
      recovery.onPaused();
      giveUp(FailCode.GUEST, NO_PARTICIPANT, cause, false);
    }
    advance();
  }

  // --- decisions ---------------------------------------------------------------------------------

  private void considerSwitchover() {
    switchover.estimate(now());
    long timeout = plan.switchover().timeoutNanos();
    if (timeout > 0 && now() - precopyNanos >= timeout) {
      onTimeout();
    } else if (!switchover.isOpen()) {
      switchover.checked();
    } else if (!switchover.isChecking()) {
      switchover.check();
      commandAll(SaveCommand.QUERY);
    } else if (allReached(SaveCommand.QUERY)) {
      // Open on answers that are newer than what opened it.
      decide();
    }
  }

  private void onTimeout() {
    if (plan.switchover().timeoutStrategy() == TimeoutStrategy.SWITCHOVER) {
      warn("precopy took too long, so the guest was paused although: " + switchover.obstacle());
      switchover.force();
      decide();
    } else {
      giveUp(
          FailCode.TIMEOUT,
          NO_PARTICIPANT,
          "precopy did not converge in time: " + switchover.obstacle(),
          false);
    }
  }

  private void decide() {
    switchover.decide();
    phase = SourcePhase.PAUSING;
    downtime.start(now());
    if (switchover.guestRuns()) {
      recovery.onPausing();
      actions.pauseGuest();
    } else {
      recovery.onStopped();
      askWithGuestPaused();
    }
  }

  /** While devices are in PRE_COPY: mlx5 says REINIT in no other state. */
  private void askWithGuestPaused() {
    downtime.next(now());
    phase = SourcePhase.QUERYING;
    commandAll(SaveCommand.QUERY);
  }

  /**
   * Goes on, unless a device has re-initialised since the decision.
   *
   * @return whether it goes on
   */
  private boolean goesOn() {
    LateReinitPolicy policy = switchover.late();
    if (policy == null) {
      return true;
    }
    if (policy == LateReinitPolicy.RETREAT) {
      phase = SourcePhase.RETREATING;
      commandAll(SaveCommand.RETREAT);
    } else {
      String name = switchover.acks().lastRequester();
      giveUp(
          FailCode.DEVICE,
          indexOf(name),
          "it re-initialised after the switchover was decided, %d retreats before; try again, or"
                  .formatted(switchover.retreats())
              + " choose another late-reinit policy",
          false);
    }
    return false;
  }

  private int indexOf(@Nullable String name) {
    for (int i = 0; i < participants.size(); i++) {
      if (participants.get(i).name.equals(name)) {
        return i;
      }
    }
    return NO_PARTICIPANT;
  }

  /** Goes on to the next phase if every participant has done what the present one needs. */
  private void advance() {
    switch (phase) {
      case STARTING -> {
        if (allReached(SaveCommand.PRECOPY)) {
          phase = SourcePhase.PRECOPY;
          precopyNanos = now();
        }
      }
      case QUERYING -> {
        if (allReached(SaveCommand.QUERY) && goesOn()) {
          phase = SourcePhase.P2P;
          commandAll(SaveCommand.P2P);
        }
      }
      case RETREATING -> {
        if (allReached(SaveCommand.RETREAT)) {
          forgetReached();
          actions.resumeGuest();
        }
      }
      case P2P -> {
        if (allReached(SaveCommand.P2P) && goesOn()) {
          downtime.next(now());
          phase = SourcePhase.SAVING;
          commandAll(SaveCommand.STOP_COPY);
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
