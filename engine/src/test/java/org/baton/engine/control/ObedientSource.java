package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.baton.engine.participant.PendingBytes;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.engine.telemetry.SwitchoverListener;
import org.baton.transport.wire.FailCode;

/**
 * A source's conductor whose devices and hypervisor do what they are told, in order, or fail; what
 * its devices say of themselves is arbitrary.
 */
final class ObedientSource implements SourceActions {
  private static final int COUNT = SourceRig.PARTICIPANTS;
  private static final int FAILURE_IN = 150;

  final List<String> said = new ArrayList<>();
  final List<AckCounters> counters = SourceRig.counters();
  final SourceConductor conductor;

  /** Tags that were ordered, for each device. */
  final int[] tags = new int[COUNT];

  boolean connected;
  boolean guestRuns = true;

  private final HostileNumbers numbers;
  private final SourcePlan plan;
  private final List<Deque<Runnable>> devices =
      IntStream.range(0, COUNT).<Deque<Runnable>>mapToObj(i -> new ArrayDeque<>()).toList();
  private final Deque<Runnable> hypervisor = new ArrayDeque<>();
  private final Deque<Runnable> setup = new ArrayDeque<>();
  private final SaveCommand[] reached = new SaveCommand[COUNT];
  private final long[] reinits = new long[COUNT];
  private boolean resumeRefused;
  private long now;

  ObedientSource(SourcePlan plan, HostileNumbers numbers) {
    this.plan = plan;
    this.numbers = numbers;
    Arrays.fill(reached, SaveCommand.RESUME);
    conductor =
        new SourceConductor(
            plan,
            new MessageTap(message -> said.add(message.text())),
            this,
            counters,
            SwitchoverListener.NONE);
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

  /** A device says what it has left, unasked. */
  void answer(int participant) {
    if (!connected || conductor.isEnded()) {
      return;
    }
    if (numbers.oneIn(8)) {
      reinits[participant]++;
    }
    PendingBytes pending = new PendingBytes();
    numbers.fill(pending, reinits[participant]);
    conductor.onPending(participant, pending);
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

  boolean hasCommitted() {
    return said.contains("commit");
  }

  /** Devices run, and the guest, unless the hypervisor refused. */
  void assertAsBefore() {
    assertThat(reached).as("what devices did last").containsOnly(SaveCommand.RESUME);
    assertThat(guestRuns || resumeRefused).as("the guest runs").isTrue();
  }

  /** Devices are stopped for good, and the guest stands still. */
  void assertLetGo() {
    assertThat(reached)
        .as("what devices did last")
        .containsAnyOf(SaveCommand.STOP_COPY, SaveCommand.FINISH)
        .doesNotContain(SaveCommand.RESUME, SaveCommand.RESUME_P2P, SaveCommand.RETREAT);
  }

  @Override
  public void connect(int windowChunks, int chunkBytes) {
    setup.add(
        () -> {
          if (conductor.isEnded()) {
            return;
          }
          if (numbers.oneIn(FAILURE_IN)) {
            conductor.onConnectFailed(FailCode.CONNECTION, "refused");
          } else {
            connected = true;
            conductor.onConnected();
          }
        });
  }

  @Override
  public void command(int participant, SaveCommand command) {
    assertThat(connected).as("devices are touched only once data can move").isTrue();
    if (command == SaveCommand.TAG) {
      tags[participant]++;
      return;
    }
    devices.get(participant).add(() -> execute(participant, command));
  }

  private void execute(int participant, SaveCommand command) {
    boolean leaves =
        switch (command) {
          case RESUME_P2P, RESUME, FINISH -> true;
          case PRECOPY, QUERY, TAG, P2P, RETREAT, STOP_COPY -> false;
        };
    boolean fails = numbers.oneIn(FAILURE_IN);
    if (fails && !leaves) {
      conductor.onParticipantFailed(participant, new IOException("EIO"));
      return;
    }
    if (command != SaveCommand.QUERY) {
      reached[participant] = command;
    }
    switch (command) {
      case PRECOPY, QUERY, P2P -> answer(participant);
      default -> {}
    }
    if (fails) {
      conductor.onRecoveryFailed(participant, command, new IOException("EIO"));
    } else {
      conductor.onSaverReached(participant, command);
    }
    if (command == SaveCommand.STOP_COPY) {
      devices.get(participant).addFirst(() -> conductor.onStreamEnd(participant, SourceRig.TOTALS));
    }
  }

  @Override
  public boolean credit(int participant, long loadedChunks) {
    return loadedChunks >= 0 && loadedChunks <= SourceRig.TOTALS.chunks();
  }

  @Override
  public void pauseGuest() {
    if (plan.switchover().ackMode() == SwitchoverAckMode.REUSABLE
        && conductor.switchover().ackMode() == SwitchoverAckMode.REUSABLE) {
      for (AckCounters each : counters) {
        assertThat(each.received().get())
            .as("acks at the decision")
            .isEqualTo(each.requested().get());
      }
    }
    hypervisor.add(
        () -> {
          guestRuns = false;
          if (numbers.oneIn(FAILURE_IN)) {
            conductor.onGuestFailed("vCPU 3 does not stop");
          } else {
            conductor.onGuestPaused();
          }
        });
  }

  @Override
  public void resumeGuest() {
    assertThat(hasCommitted()).as("committed when the guest is resumed").isFalse();
    assertThat(reached)
        .as("devices when the guest is resumed")
        .doesNotContain(SaveCommand.P2P, SaveCommand.STOP_COPY, SaveCommand.RESUME_P2P);
    hypervisor.add(
        () -> {
          if (numbers.oneIn(FAILURE_IN)) {
            resumeRefused = true;
            conductor.onGuestFailed("vCPU 3 does not start");
          } else {
            guestRuns = true;
            conductor.onGuestResumed();
          }
        });
  }
}
