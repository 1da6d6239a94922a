package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.baton.engine.participant.PendingBytes;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.switchover.TimeoutStrategy;

/** The source's conductor in a replay, its devices' gauges, and its guest. */
final class ReplayedSource {
  private static final long PRECOPY_FLAGS = 7;
  private static final long NO_PRECOPY_FLAGS = 3;
  private static final long INITIAL_BYTES = 4_096;

  final SourceRig rig;
  private final Wire in;
  private final Wire out;
  private final PendingBytes[] gauges = {new PendingBytes(), new PendingBytes()};
  private final int[] tags = new int[SourceRig.PARTICIPANTS];

  /** What brings the devices back first, and which of it was ordered so far. */
  private SaveCommand wayBack = SaveCommand.RESUME;

  private final List<String> ordered = new ArrayList<>();
  private boolean isOrderChecked;

  /** The hypervisor was asked to pause and the conductor does not know yet that it has. */
  private boolean pauseIsDue;

  /** The guest was paused for the conductor. */
  private boolean isPaused;

  private boolean guestRuns = true;

  ReplayedSource(Trace trace, Wire in, Wire out) {
    this.in = in;
    this.out = out;
    rig =
        new SourceRig(
            SourceRig.plan(
                SourceRig.offer(trace.mode(), flags(trace, 0), flags(trace, 1)),
                new SwitchoverPlan(
                    1_000_000_000,
                    0,
                    trace.mode(),
                    trace.policy(),
                    trace.retreats(),
                    0,
                    TimeoutStrategy.CANCEL)));
    rig.to(SourcePhase.STARTING);
    // A device answers as soon as it is in PRE_COPY, before it says that it is.
    for (int i = 0; i < gauges.length; i++) {
      gauges[i].set(trace.hasPrecopy(i) ? INITIAL_BYTES : 0, 0, 12_000, 0);
      rig.conductor.onPending(i, gauges[i]);
    }
    rig.allReached(SaveCommand.PRECOPY);
    forget();
  }

  private static long flags(Trace trace, int device) {
    return trace.hasPrecopy(device) ? PRECOPY_FLAGS : NO_PRECOPY_FLAGS;
  }

  boolean guestRuns() {
    return guestRuns;
  }

  /** Time passes, and nothing may come of it. */
  void settle(TraceState state) {
    if (state.sourcePhase().compareTo(SourcePhase.SAVING) >= 0) {
      answerTooLate();
    }
    if (!state.isOpen()) {
      rig.tick(1);
    }
    assertThat(Wire.words(rig.said)).as("said without cause").isEmpty();
    assertThat(rig.actions.done).as("done without cause").isEmpty();
    forget();
    assertThat(rig.conductor.where()).isEqualTo("the source is " + state.sourcePhase());
  }

  /** What was read with the rest is a last answer, that nobody waits for: no tag may come of it. */
  private void answerTooLate() {
    for (int i = 0; i < gauges.length; i++) {
      gauges[i].set(0, 0, 0, gauges[i].reinits());
      rig.conductor.onPending(i, gauges[i]);
    }
  }

  private void forget() {
    rig.said.clear();
    rig.messages.clear();
    rig.actions.done.clear();
  }

  /** A device, the guest or the operator does something. */
  void around(TraceStep step) {
    switch (step.what()) {
      case "device says" -> {
        PendingBytes gauge = gauges[step.number(0)];
        gauge.set(step.number(1) * INITIAL_BYTES, 0, 12_000, gauge.reinits() + step.number(2));
      }
      case "device puts tag" ->
          assertThat(tags[step.number(0)])
              .as("tags ordered")
              .isGreaterThanOrEqualTo(step.number(1));
      case "device moves", "device ends" -> {
        // The model's device follows its order, and a replay only lets it: the order was compared.
      }
      case "guest stands" -> guestRuns = false;
      case "operator pauses" -> {
        guestRuns = false;
        rig.conductor.onGuest(false);
      }
      default -> throw new AssertionError("unknown event");
    }
  }

  /** The conductor takes an event, and must do what the model's does. */
  void take(TraceStep step, TraceState before, ReplayFault fault) {
    if (step.what().equals("source has recovered")) {
      finishRecovery();
      return;
    }
    act(step, before, fault);
    List<String> said = List.copyOf(rig.said);
    assertThat(Wire.words(said)).as("said").isEqualTo(step.said());
    if (step.arrives()) {
      out.add(rig.messages);
    }
    if (isRecovering(step.state()) && !isRecovering(before)) {
      // The code begins at once, the model when it likes; but a pause that is due is waited for.
      if (pauseIsDue) {
        assertThat(rig.actions.done).as("done before the guest stands still").isEmpty();
      }
      wayBack =
          before.sourcePhase() == SourcePhase.PRECOPY ? SaveCommand.RESUME : SaveCommand.RESUME_P2P;
      ordered.addAll(rig.actions.done);
    } else if (isRecovering(step.state())) {
      startRecovery();
    } else {
      assertThat(rig.actions.done)
          .as("done")
          .isEqualTo(step.done().stream().flatMap(ReplayedSource::commands).toList());
    }
    note();
    forget();
    if (step.what().equals("source hears HAS_RUN")) {
      rig.allReached(SaveCommand.FINISH);
    }
  }

  private static boolean isRecovering(TraceState state) {
    return state.sourcePhase() == SourcePhase.RECOVERING;
  }

  private void act(TraceStep step, TraceState before, ReplayFault fault) {
    SourceConductor conductor = rig.conductor;
    switch (step.what()) {
      case "source takes" -> conductor.onPending(step.number(0), gauges[step.number(0)]);
      case "source hears ACK", "source hears READY", "source hears HAS_RUN", "source hears FAIL" ->
          in.deliver(step.words().get(2), conductor);
      case "source loses destination" -> lose(fault);
      case "source fails" -> {
        fault.strike(conductor, pauseIsDue);
        pauseIsDue &= fault != ReplayFault.GUEST;
      }
      case "source looks" -> rig.tick(1);
      case "source has answers" -> {
        rig.allReached(before.source().equals("TO_P2P") ? SaveCommand.P2P : SaveCommand.QUERY);
        if (before.sourcePhase() == SourcePhase.PRECOPY) {
          rig.tick(1);
        }
      }
      case "source has paused", "source recovers" -> answerPause();
      case "source is back" -> {
        rig.allReached(SaveCommand.RETREAT);
        conductor.onGuestResumed();
      }
      case "source has saved" -> {
        rig.allReached(SaveCommand.STOP_COPY);
        for (int i = 0; i < SourceRig.PARTICIPANTS; i++) {
          conductor.onStreamEnd(i, SourceRig.TOTALS);
        }
      }
      default -> throw new AssertionError("unknown event");
    }
  }

  /** The connection is closed, or nothing is heard for too long. */
  private void lose(ReplayFault fault) {
    if (fault.isSilent()) {
      rig.silence(SourceRig.PEER_NANOS);
    } else {
      rig.conductor.onDisconnected("the destination closed the connection");
    }
  }

  private void answerPause() {
    if (pauseIsDue) {
      pauseIsDue = false;
      rig.conductor.onGuestPaused();
    }
  }

  /** What was done about the guest and the tags. */
  private void note() {
    for (String action : rig.actions.done) {
      switch (action) {
        case "pauseGuest" -> {
          pauseIsDue = true;
          isPaused = true;
        }
        case "resumeGuest" -> {
          guestRuns = true;
          isPaused = false;
        }
        case "TAG 0" -> tags[0]++;
        case "TAG 1" -> tags[1]++;
        default -> {
          // A device's state, which the model's device enters when it likes.
        }
      }
    }
  }

  /** Devices must have been told to run, and those of a guest that stands still without P2P. */
  private void startRecovery() {
    ordered.addAll(rig.actions.done);
    assertThat(ordered).as("the way back").isEqualTo(all(wayBack).toList());
    isOrderChecked = true;
  }

  /** Devices run at the source, then its guest if it is the conductor that has paused it. */
  private void finishRecovery() {
    answerPause();
    if (!isOrderChecked) {
      startRecovery();
    }
    forget();
    if (wayBack == SaveCommand.RESUME_P2P) {
      rig.allReached(SaveCommand.RESUME_P2P);
      assertThat(rig.actions.done).isEqualTo(all(SaveCommand.RESUME).toList());
      forget();
    }
    rig.allReached(SaveCommand.RESUME);
    assertThat(rig.actions.done)
        .as("done about the guest")
        .isEqualTo(isPaused ? List.of("resumeGuest") : List.of());
    note();
    rig.conductor.onGuestResumed();
    forget();
  }

  /** The code's commands for what the model does. */
  private static Stream<String> commands(String effect) {
    return switch (effect) {
      case "ask" -> all(SaveCommand.QUERY);
      case "go P2P" -> all(SaveCommand.P2P);
      case "go STOP_COPY" -> all(SaveCommand.STOP_COPY);
      case "go STOP" -> all(SaveCommand.FINISH);
      case "go back" -> all(SaveCommand.RETREAT);
      case "pause" -> Stream.of("pauseGuest");
      case "resume" -> Stream.of("resumeGuest");
      default -> Stream.of(effect.replace("tag", "TAG"));
    };
  }

  private static Stream<String> all(SaveCommand command) {
    return IntStream.range(0, SourceRig.PARTICIPANTS).mapToObj(i -> command + " " + i);
  }
}
