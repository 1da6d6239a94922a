package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.baton.engine.pipeline.LoadCommand;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.transport.message.ControlMessages;

/** The destination's conductor in a replay, and its guest. */
final class ReplayedDestination {
  final DestinationRig rig = new DestinationRig();
  private final Trace trace;
  private final Wire in;
  private final Wire out;
  private boolean wanted;
  private boolean isLinkBroken;
  private boolean isLinkGone;
  private boolean guestRuns;

  ReplayedDestination(Trace trace, ReplayedSource source, Wire in, Wire out) {
    this.trace = trace;
    this.in = in;
    this.out = out;
    rig.to(DestinationPhase.LISTENING);
    rig.conductor.hello(source.rig.offered());
    rig.conductor.onBound();
    rig.allReached(LoadCommand.RESUMING);
    // The ack that costs nothing is said when loading begins, and in the model when it likes.
    assertThat(Wire.words(rig.said)).isEqualTo(isFree() ? List.of("ACK") : List.of());
    out.add(
        rig.messages.stream().filter(message -> message.text().startsWith("switchover")).toList());
    forget();
  }

  private boolean isFree() {
    return isLegacy() && !trace.hasPrecopy(0) && !trace.hasPrecopy(1);
  }

  private boolean isLegacy() {
    return trace.mode() == SwitchoverAckMode.LEGACY;
  }

  boolean guestRuns() {
    return guestRuns;
  }

  /** Time passes, and nothing may come of it. */
  void settle(TraceState state) {
    if (isLinkBroken && state.destination().equals("STARTING")) {
      isLinkBroken = false;
      isLinkGone = true;
      rig.conductor.onDisconnected("the source closed the connection");
    }
    rig.tick(1);
    assertThat(Wire.words(rig.said)).as("said without cause").isEmpty();
    assertThat(rig.actions.done).as("done without cause").isEmpty();
    forget();
    assertThat(rig.conductor.where())
        .isIn(words(state.destination()).map(word -> "the destination is " + word).toList());
  }

  private static Stream<String> words(String state) {
    return switch (state) {
      case "STARTING" -> Stream.of("STARTING", "RESUMING_GUEST");
      case "ENDED" -> Stream.of("CLOSING", "ENDED");
      default -> Stream.of(state);
    };
  }

  private void forget() {
    rig.said.clear();
    rig.messages.clear();
    rig.actions.done.clear();
  }

  /** The connection is over. Once COMMIT has come that is nobody's business here. */
  void breakLink() {
    isLinkBroken = true;
  }

  /** The source hangs up, and this side ends. */
  void end() {
    rig.conductor.onDisconnected("the source closed the connection");
    rig.silence(0);
    assertThat(rig.conductor.isEnded()).as("ended at the destination").isTrue();
  }

  /** The conductor takes an event, and must do what the model's does. */
  void take(TraceStep step, TraceState before, ReplayFault fault) {
    switch (step.what()) {
      case "destination is free" -> {
        return;
      }
      case "destination repeats ack" -> {
        // No destination of ours does that.
        new MessageTap(rig.messages::add)
            .switchoverAck(
                isLegacy() ? ControlMessages.NO_PARTICIPANT : step.number(0), step.number(1));
        out.add(step.arrives() ? rig.messages : List.of());
        forget();
        return;
      }
      default -> act(step, before, fault);
    }
    assertThat(Wire.words(rig.said)).as("said").isEqualTo(said(step));
    if (step.said().contains("ACK")) {
      assertThat(rig.said).as("said").contains(ack(step));
    }
    assertThat(rig.actions.done).as("done").isEqualTo(commands(step));
    if (step.arrives()) {
      out.add(rig.messages);
    }
    forget();
    if (step.done().contains("abort")) {
      rig.allReached(LoadCommand.ABORT);
    }
  }

  /**
   * Who knows that the source is gone does not tell it that it fails; that is lost in the model.
   */
  private List<String> said(TraceStep step) {
    return step.said().stream().filter(word -> !(isLinkGone && word.equals("FAIL"))).toList();
  }

  private String ack(TraceStep step) {
    return isLegacy()
        ? "switchoverAck " + ControlMessages.NO_PARTICIPANT + " 1"
        : "switchoverAck " + step.number(0) + " " + step.number(1);
  }

  private void act(TraceStep step, TraceState before, ReplayFault fault) {
    DestinationConductor conductor = rig.conductor;
    switch (step.what()) {
      case "destination meets tag" -> {
        int device = step.number(0);
        int generation = step.number(1);
        conductor.onLoaded(device, generation, generation, 1);
        conductor.onTag(device, generation);
      }
      case "destination meets end" -> {
        // Its thread knows the end only by the totals, so the conductor hears of it later.
      }
      case "destination has loaded" -> rig.allValidated();
      case "destination hears STREAM_END", "destination hears FAIL" ->
          in.deliver(step.words().get(2), conductor);
      case "destination hears COMMIT" -> {
        wanted = step.number(0) == 1;
        in.deliver("COMMIT", conductor);
      }
      case "destination loses source" -> {
        if (fault.isSilent()) {
          rig.silence(SourceRig.PEER_NANOS);
        } else {
          conductor.onDisconnected("the source closed the connection");
        }
      }
      case "destination fails" -> fault.strike(conductor, before.destination());
      case "destination starts devices" -> rig.allReached(LoadCommand.RUN_P2P);
      case "destination starts guest" -> {
        rig.allReached(LoadCommand.RUN);
        guestRuns = wanted;
        conductor.onGuestResumed();
      }
      default -> throw new AssertionError("unknown event");
    }
  }

  /** The code's commands for what the model does, which leaves out some that decide nothing. */
  private List<String> commands(TraceStep step) {
    return switch (step.what()) {
      case "destination hears STREAM_END" ->
          IntStream.range(0, SourceRig.PARTICIPANTS).mapToObj(i -> "expect " + i).toList();
      case "destination hears COMMIT" -> all(LoadCommand.RUN_P2P);
      case "destination starts devices" -> all(LoadCommand.RUN);
      case "destination starts guest" -> wanted ? List.of("resumeGuest") : List.of();
      default -> step.done().contains("abort") ? all(LoadCommand.ABORT) : List.of();
    };
  }

  private static List<String> all(LoadCommand command) {
    return IntStream.range(0, SourceRig.PARTICIPANTS).mapToObj(i -> command + " " + i).toList();
  }
}
