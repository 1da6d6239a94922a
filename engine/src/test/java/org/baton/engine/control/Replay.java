package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.baton.engine.report.MigrationStatus;

/**
 * Both conductors go through a run of the model: each event of it is given to them, and what they
 * say and do about it must be what the model's do.
 *
 * <p>Where code and model are not the same, this is how one is the other:
 *
 * <ul>
 *   <li>The handshake is over when a trace begins, and each device has answered once.
 *   <li>Devices without precopy are asked and answer, too; the model spares them.
 *   <li>What a thread reports waits in a queue until the model's conductor comes to it: that the
 *       guest stands still, that a device is where it should be, that it has answered what it was
 *       asked. The answers themselves are taken one by one, when the model takes them.
 *   <li>The forecast always fits, so the gate is shut for acks only. Time passes after each event,
 *       unless the gate is open: then the code would look at once, and the model when it likes.
 *   <li>The code sends a StreamEnd for each device, a Loaded for each before Ready, and Credits.
 *   <li>A guest that is told to run runs at once.
 *   <li>On the way back the code begins at once, the model when it likes; and the code's devices of
 *       a guest that stands still wait for each other in RUNNING_P2P.
 * </ul>
 */
final class Replay {
  private final Trace trace;
  private final ReplayFault fault;
  private final Wire toSource = new Wire();
  private final Wire toDestination = new Wire();
  private final ReplayedSource source;
  private final ReplayedDestination destination;

  Replay(Trace trace, ReplayFault fault) {
    this.trace = trace;
    this.fault = fault;
    source = new ReplayedSource(trace, toSource, toDestination);
    destination = new ReplayedDestination(trace, source, toDestination, toSource);
  }

  /** Goes through all of it. */
  void run() {
    TraceState before = trace.start();
    settle(before);
    for (int i = 0; i < trace.steps().size(); i++) {
      TraceStep step = trace.steps().get(i);
      try {
        take(step, before);
        settle(step.state());
      } catch (AssertionError e) {
        throw new AssertionError(
            "%s, a failure being %s, step %d: %s".formatted(trace, fault, i + 1, step.text()), e);
      }
      before = step.state();
    }
  }

  private void settle(TraceState state) {
    source.settle(state);
    destination.settle(state);
    assertThat(source.guestRuns() && destination.guestRuns()).as("both guests run").isFalse();
  }

  private void take(TraceStep step, TraceState before) {
    switch (step.who()) {
      case "source" -> source.take(step, before, fault);
      case "destination" -> destination.take(step, before, fault);
      case "device", "guest", "operator" -> source.around(step);
      // What is said from now on is marked as lost, and what was said may still be heard.
      case "link" -> destination.breakLink();
      case "end" -> end(step.words());
      default -> throw new AssertionError("unknown event");
    }
  }

  private void end(List<String> words) {
    destination.end();
    assertThat(source.rig.conductor.isEnded()).as("ended at the source").isTrue();
    assertThat(word(source.rig.conductor.status())).as("source").isEqualTo(words.get(1));
    assertThat(source.guestRuns()).as("guest at the source").isEqualTo(words.get(2).equals("runs"));
    assertThat(word(destination.rig.conductor.status())).as("destination").isEqualTo(words.get(3));
    assertThat(destination.guestRuns())
        .as("guest at the destination")
        .isEqualTo(words.get(4).equals("runs"));
  }

  /** To the model, a migration that was cancelled has failed. */
  private static String word(MigrationStatus status) {
    return (status == MigrationStatus.CANCELLED ? MigrationStatus.FAILED : status).name();
  }
}
