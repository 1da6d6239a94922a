package org.baton.engine.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.baton.engine.participant.PendingBytes;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.pipeline.StreamTotals;
import org.baton.engine.switchover.LateReinitPolicy;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.engine.switchover.TimeoutStrategy;
import org.baton.engine.telemetry.SwitchoverListener;
import org.baton.transport.message.Hello;
import org.baton.transport.message.ParticipantEntry;
import org.baton.transport.message.SessionId;
import org.baton.transport.wire.ParticipantKind;

/** A source's conductor of two devices, and what it says and wants done. Time is counted in ns. */
final class SourceRig {
  static final int PARTICIPANTS = 2;
  static final int SETUP_NANOS = 1_000;
  static final int PEER_NANOS = 100;
  static final StreamTotals TOTALS = new StreamTotals(3, 12_000, 0xcafe);

  final List<String> said = new ArrayList<>();
  final List<MessageTap.Message> messages = new ArrayList<>();
  final RecordedSourceActions actions = new RecordedSourceActions();
  final List<AckCounters> counters = counters();
  final SourceConductor conductor;
  private final SourcePlan plan;
  long now;

  /** Of devices without precopy, and without switchover-ack. */
  SourceRig() {
    this(plan());
  }

  SourceRig(SourcePlan plan) {
    this.plan = plan;
    conductor =
        new SourceConductor(
            plan,
            new MessageTap(
                message -> {
                  said.add(message.text());
                  messages.add(message);
                }),
            actions,
            counters,
            SwitchoverListener.NONE);
  }

  /** Of devices with precopy. */
  static SourceRig withAcks(SwitchoverAckMode mode, LateReinitPolicy policy) {
    return new SourceRig(planWithAcks(mode, policy));
  }

  static SourcePlan planWithAcks(SwitchoverAckMode mode, LateReinitPolicy policy) {
    return plan(offer(7, mode), switchover(mode, policy));
  }

  /** Of devices with precopy, which may take only so long. */
  static SourceRig withTimeout(long nanos, TimeoutStrategy strategy) {
    return new SourceRig(
        plan(
            offer(7, SwitchoverAckMode.REUSABLE),
            new SwitchoverPlan(
                1_000_000_000,
                0,
                SwitchoverAckMode.REUSABLE,
                LateReinitPolicy.RETREAT,
                2,
                nanos,
                strategy)));
  }

  /** What this one offers. */
  Hello offered() {
    return plan.offer();
  }

  static Hello offer() {
    return offer(3, SwitchoverAckMode.OFF);
  }

  private static Hello offer(long flags, SwitchoverAckMode mode) {
    return offer(mode, flags, flags);
  }

  /** Of devices with these migration flags. */
  static Hello offer(SwitchoverAckMode mode, long... flags) {
    List<ParticipantEntry> table =
        IntStream.range(0, flags.length)
            .mapToObj(
                i -> new ParticipantEntry("nic" + i, ParticipantKind.VFIO_DEVICE, flags[i], 12_000))
            .toList();
    return new Hello(1, 1, 1, 4, 4_096, new SessionId(1, 2), mode.capabilities(), table);
  }

  static SourcePlan plan() {
    return plan(offer(), switchover(SwitchoverAckMode.OFF, LateReinitPolicy.RETREAT));
  }

  static SourcePlan plan(Hello offer, SwitchoverPlan switchover) {
    return new SourcePlan(
        offer, switchover, new Timeouts(SETUP_NANOS, PEER_NANOS, PEER_NANOS / 10));
  }

  static SwitchoverPlan switchover(SwitchoverAckMode mode, LateReinitPolicy policy) {
    return new SwitchoverPlan(1_000_000_000, 0, mode, policy, 2, 0, TimeoutStrategy.CANCEL);
  }

  static List<AckCounters> counters() {
    return Stream.generate(AckCounters::inMemory).limit(PARTICIPANTS).toList();
  }

  /** Goes the good way until a phase is reached. */
  SourceRig to(SourcePhase phase) {
    goodWay().filter(each -> each.compareTo(phase) <= 0).forEach(this::enter);
    return this;
  }

  /** The phases of a migration in which nothing goes wrong, and those of giving up. */
  static Stream<SourcePhase> goodWay() {
    return Arrays.stream(SourcePhase.values()).filter(phase -> phase != SourcePhase.RETREATING);
  }

  /** Devices answer the question that comes before a decision. */
  SourceRig answer() {
    allReached(SaveCommand.QUERY);
    tick(1);
    return this;
  }

  private void enter(SourcePhase phase) {
    switch (phase) {
      case HANDSHAKE -> conductor.start(now);
      case CONNECTING -> conductor.welcome(1, 4, 4_096, plan.offer().capabilities());
      case STARTING -> {
        conductor.onConnected();
        conductor.resuming();
      }
      case PRECOPY -> allReached(SaveCommand.PRECOPY);
      case PAUSING -> {
        for (int i = 0; i < PARTICIPANTS; i++) {
          pending(i, 0);
        }
        tick(1);
        answer();
      }
      case QUERYING -> conductor.onGuestPaused();
      case P2P -> allReached(SaveCommand.QUERY);
      case SAVING -> allReached(SaveCommand.P2P);
      case LOADING -> {
        allReached(SaveCommand.STOP_COPY);
        for (int i = 0; i < PARTICIPANTS; i++) {
          conductor.onStreamEnd(i, TOTALS);
        }
      }
      case COMMITTED -> {
        allLoaded();
        conductor.ready();
      }
      case FINISHING -> conductor.running(7);
      case RETREATING, RECOVERING -> {}
      case ENDED -> allReached(SaveCommand.FINISH);
    }
  }

  /** Time passes and the peer gives a sign of life. */
  void tick(long nanos) {
    now += nanos;
    conductor.onTime(now);
    conductor.keepAlive(1);
    conductor.onTick();
  }

  void pending(int participant, long initialBytes) {
    pending(participant, initialBytes, 0);
  }

  void pending(int participant, long initialBytes, long reinits) {
    PendingBytes pending = new PendingBytes();
    pending.set(initialBytes, 0, 12_000, reinits);
    conductor.onPending(participant, pending);
  }

  void allReached(SaveCommand command) {
    for (int i = 0; i < PARTICIPANTS; i++) {
      conductor.onSaverReached(i, command);
    }
  }

  void allLoaded() {
    for (int i = 0; i < PARTICIPANTS; i++) {
      conductor.loaded(i, TOTALS.bytes(), TOTALS.digest(), 5);
    }
  }

  /** Time passes and the peer says nothing. */
  void silence(long nanos) {
    now += nanos;
    conductor.onTime(now);
    conductor.onTick();
  }

  /** Does what brings devices and guest back, as far as the conductor has asked for it. */
  void bringBack() {
    if (actions.done.contains("RESUME_P2P 0")) {
      allReached(SaveCommand.RESUME_P2P);
    }
    if (actions.done.contains("RESUME 0")) {
      allReached(SaveCommand.RESUME);
    }
    if (actions.done.contains("resumeGuest")) {
      conductor.onGuestResumed();
    }
  }
}
