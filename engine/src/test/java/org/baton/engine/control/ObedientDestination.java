package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.baton.engine.pipeline.LoadCommand;
import org.baton.engine.pipeline.StreamTotals;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.transport.wire.FailCode;
import org.jspecify.annotations.Nullable;

/**
 * A destination's conductor whose devices and hypervisor do what they are told, in order, or fail;
 * what comes through the data channels is arbitrary.
 */
final class ObedientDestination implements DestinationActions {
  private static final int COUNT = SourceRig.PARTICIPANTS;
  private static final int FAILURE_IN = 150;

  final List<String> said = new ArrayList<>();
  final DestinationConductor conductor;
  boolean committed;
  boolean guestRuns;

  private final HostileNumbers numbers;
  private final List<Deque<Runnable>> devices =
      IntStream.range(0, COUNT).<Deque<Runnable>>mapToObj(i -> new ArrayDeque<>()).toList();
  private final Deque<Runnable> hypervisor = new ArrayDeque<>();
  private final Deque<Runnable> setup = new ArrayDeque<>();
  private final @Nullable LoadCommand[] reached = new @Nullable LoadCommand[COUNT];
  private boolean bound;
  private long now;

  ObedientDestination(SwitchoverAckMode mode, HostileNumbers numbers) {
    this.numbers = numbers;
    DestinationPlan plan = DestinationRig.plan(new NamedLoader("nic1"), new NamedLoader("nic0"));
    conductor =
        new DestinationConductor(
            new DestinationPlan(
                plan.participants(),
                plan.poolBytes(),
                plan.windowChunks(),
                plan.chunkBytes(),
                mode,
                plan.timeouts()),
            new MessageTap(message -> said.add(message.text())),
            this);
    conductor.start(now);
  }

  /** One answer of a device, the hypervisor or the network, if there is any to come. */
  void proceed() {
    List<Deque<Runnable>> ready = new ArrayList<>(devices);
    ready.add(hypervisor);
    ready.add(setup);
    ready.removeIf(Deque::isEmpty);
    if (!ready.isEmpty()) {
      ready.get(numbers.below(ready.size())).remove().run();
    }
  }

  /** Time passes. */
  void tick(long nanos) {
    now += nanos;
    conductor.onTime(now);
    conductor.onTick();
  }

  /** Something was loaded. */
  void load(int participant) {
    if (bound) {
      conductor.onLoaded(participant, numbers.below(9), numbers.any(), numbers.any());
    }
  }

  /** A tag was found in a stream. */
  void tag(int participant, int generation) {
    if (bound) {
      conductor.onTag(participant, generation);
    }
  }

  /** Everything that is under way comes to its end, and the peer is silent. */
  void comeToAnEnd() {
    for (int round = 0; round < 20 && !conductor.isEnded(); round++) {
      for (int i = 0; i < 100; i++) {
        proceed();
      }
      tick(SourceRig.SETUP_NANOS);
    }
  }

  /** Nothing of what was loaded is left. */
  void assertForgotten() {
    assertThat(guestRuns).as("the guest runs").isFalse();
    if (bound) {
      assertThat(reached).as("what devices did last").containsOnly(LoadCommand.ABORT);
    }
  }

  /** Everything that was loaded is kept. */
  void assertKept() {
    assertThat(reached).as("what devices did last").doesNotContain(LoadCommand.ABORT);
  }

  @Override
  public void bind(List<Integer> order, int windowChunks, int chunkBytes) {
    assertThat(windowChunks).isPositive();
    setup.add(
        () -> {
          if (conductor.isEnded()) {
            return;
          }
          if (numbers.oneIn(FAILURE_IN)) {
            conductor.onBindFailed(FailCode.RESOURCES, "no memory");
          } else {
            bound = true;
            conductor.onBound();
          }
        });
  }

  @Override
  public void command(int participant, LoadCommand command) {
    assertThat(bound).as("devices are touched only once data can move").isTrue();
    switch (command) {
      case RUN_P2P, RUN -> assertThat(committed).as("committed before " + command).isTrue();
      case ABORT -> assertThat(committed).as("committed before " + command).isFalse();
      case RESUMING -> {}
    }
    devices.get(participant).add(() -> execute(participant, command));
  }

  private void execute(int participant, LoadCommand command) {
    boolean fails = numbers.oneIn(FAILURE_IN);
    if (command == LoadCommand.ABORT) {
      reached[participant] = command;
      if (fails) {
        conductor.onAbortFailed(participant, new IOException("EIO"));
        return;
      }
    } else if (fails) {
      conductor.onParticipantFailed(participant, new IOException("EIO"));
      return;
    }
    reached[participant] = command;
    conductor.onLoaderReached(participant, command);
  }

  @Override
  public void expect(int participant, StreamTotals totals) {
    assertThat(totals.chunks()).isNotNegative();
    assertThat(totals.bytes()).isNotNegative();
    devices
        .get(participant)
        .add(
            () -> {
              if (numbers.oneIn(FAILURE_IN)) {
                conductor.onParticipantFailed(participant, new IOException("EINVAL"));
              } else {
                conductor.onValidated(participant, totals, 1);
              }
            });
  }

  @Override
  public void resumeGuest() {
    assertThat(committed).as("committed before the guest is resumed").isTrue();
    assertThat(reached).as("devices when the guest is resumed").containsOnly(LoadCommand.RUN);
    hypervisor.add(
        () -> {
          if (numbers.oneIn(FAILURE_IN)) {
            conductor.onGuestFailed("vCPU 3 does not start");
          } else {
            guestRuns = true;
            conductor.onGuestResumed();
          }
        });
  }
}
