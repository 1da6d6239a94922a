package org.baton.engine.control;

import java.util.ArrayList;
import java.util.List;
import org.baton.engine.pipeline.LoadCommand;
import org.baton.engine.pipeline.StreamTotals;
import org.baton.engine.switchover.SwitchoverAckMode;

/** A destination's conductor of two devices, and what it says and wants done. */
final class DestinationRig {
  static final StreamTotals TOTALS = SourceRig.TOTALS;

  final List<String> said = new ArrayList<>();
  final List<MessageTap.Message> messages = new ArrayList<>();
  final RecordedDestinationActions actions = new RecordedDestinationActions();
  final DestinationConductor conductor;
  long now;

  DestinationRig() {
    this(plan(new NamedLoader("nic1"), new NamedLoader("nic0")));
  }

  DestinationRig(DestinationPlan plan) {
    conductor =
        new DestinationConductor(
            plan,
            new MessageTap(
                message -> {
                  said.add(message.text());
                  messages.add(message);
                }),
            actions);
  }

  static DestinationPlan plan(NamedLoader... participants) {
    return new DestinationPlan(
        List.of(participants),
        1 << 20,
        8,
        1 << 20,
        SwitchoverAckMode.REUSABLE,
        SourceRig.plan().timeouts());
  }

  /** Goes the good way until a phase is reached. */
  DestinationRig to(DestinationPhase phase) {
    for (DestinationPhase each : DestinationPhase.values()) {
      if (each.compareTo(phase) <= 0) {
        enter(each);
      }
    }
    return this;
  }

  private void enter(DestinationPhase phase) {
    switch (phase) {
      case LISTENING -> conductor.start(now);
      case BINDING -> conductor.hello(SourceRig.offer());
      case PREPARING -> conductor.onBound();
      case LOADING -> allReached(LoadCommand.RESUMING);
      case READY -> {
        for (int i = 0; i < SourceRig.PARTICIPANTS; i++) {
          conductor.streamEnd(i, TOTALS.chunks(), TOTALS.bytes(), TOTALS.digest());
          conductor.onLoaded(i, TOTALS.chunks(), TOTALS.bytes(), 5);
        }
        allValidated();
      }
      case STARTING -> conductor.commit(true);
      case RESUMING_GUEST -> {
        allReached(LoadCommand.RUN_P2P);
        allReached(LoadCommand.RUN);
      }
      case CLOSING -> conductor.onGuestResumed();
      case ABORTING -> {}
      case ENDED -> {
        conductor.onDisconnected("the source closed the connection");
        silence(0);
      }
    }
  }

  void allReached(LoadCommand command) {
    for (int i = 0; i < SourceRig.PARTICIPANTS; i++) {
      conductor.onLoaderReached(i, command);
    }
  }

  void allValidated() {
    for (int i = 0; i < SourceRig.PARTICIPANTS; i++) {
      conductor.onValidated(i, TOTALS, 5);
    }
  }

  /** Time passes and the peer says nothing. */
  void silence(long nanos) {
    now += nanos;
    conductor.onTime(now);
    conductor.onTick();
  }

  /** Time passes and the peer gives a sign of life. */
  void tick(long nanos) {
    now += nanos;
    conductor.onTime(now);
    conductor.keepAlive(1);
    conductor.onTick();
  }
}
