package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.wire.FailCode;

/** Says what a destination would say next, and now and then anything at all. */
final class HostileDestination {
  private final ObedientSource source;
  private final HostileNumbers numbers;
  private final SwitchoverAckMode mode;
  private final boolean[] loaded = new boolean[SourceRig.PARTICIPANTS];
  private final int[] acked = new int[SourceRig.PARTICIPANTS];
  private boolean welcomed;
  private boolean resumed;
  private boolean acknowledgedAll;
  private boolean ready;
  private boolean running;

  /**
   * Creates one.
   *
   * @param mode what it agrees to
   */
  HostileDestination(ObedientSource source, SwitchoverAckMode mode, HostileNumbers numbers) {
    this.source = source;
    this.mode = mode;
    this.numbers = numbers;
  }

  /** A message that a good destination could send now. */
  void behave() {
    ControlMessages to = source.conductor;
    List<Runnable> right = new ArrayList<>();
    right.add(() -> to.keepAlive(1));
    if (!welcomed) {
      right.add(
          () -> {
            welcomed = true;
            to.welcome(1, 4, 4_096, mode.capabilities());
          });
    } else if (source.connected && !resumed) {
      right.add(
          () -> {
            resumed = true;
            to.resuming();
          });
    }
    acks(right);
    handover(right);
    right.get(numbers.below(right.size())).run();
  }

  private void acks(List<Runnable> right) {
    if (mode == SwitchoverAckMode.REUSABLE) {
      for (int i = 0; i < acked.length; i++) {
        int participant = i;
        if (acked[i] < source.tags[i]) {
          right.add(() -> ack(participant, acked[participant] + 1));
        }
      }
    } else if (mode == SwitchoverAckMode.LEGACY
        && !acknowledgedAll
        && source.tags[0] > 0
        && source.tags[1] > 0) {
      right.add(
          () -> {
            acknowledgedAll = true;
            source.conductor.switchoverAck(ControlMessages.NO_PARTICIPANT, 1);
          });
    }
  }

  private void handover(List<Runnable> right) {
    ControlMessages to = source.conductor;
    for (int i = 0; i < loaded.length; i++) {
      int participant = i;
      if (source.said.contains("streamEnd " + i) && !loaded[i]) {
        right.add(
            () -> {
              loaded[participant] = true;
              to.loaded(participant, SourceRig.TOTALS.bytes(), SourceRig.TOTALS.digest(), 1);
            });
      }
    }
    if (loaded[0] && loaded[1] && !ready) {
      right.add(
          () -> {
            ready = true;
            to.ready();
          });
    }
    if (source.hasCommitted() && !running) {
      right.add(
          () -> {
            running = true;
            to.running(1);
          });
    }
  }

  /** Any message with any content that the wire can carry. */
  void misbehave() {
    ControlMessages to = source.conductor;
    switch (numbers.below(13)) {
      case 0 -> to.hello(SourceRig.offer());
      case 1 -> to.welcome(numbers.below(3), numbers.below(9), 4_096, numbers.any());
      case 2 -> to.resuming();
      case 3 -> to.credit(numbers.participant(), numbers.any(), numbers.any(), numbers.any());
      case 4 -> to.streamEnd(numbers.participant(), numbers.any(), numbers.any(), 1);
      case 5 -> to.loaded(numbers.participant(), numbers.any(), 1, numbers.any());
      case 6 -> to.ready();
      case 7 -> to.commit(numbers.oneIn(2));
      case 8 -> to.running(numbers.any());
      case 9 -> to.fail(FailCode.DEVICE, numbers.participant(), "EIO");
      case 10 -> ack(ControlMessages.NO_PARTICIPANT, numbers.generation());
      default -> ack(numbers.participant(), numbers.generation());
    }
  }

  /** An ack is taken if a tag waits for it, and is the end of the migration if not. */
  private void ack(int participant, int generation) {
    boolean over =
        source.conductor.failure() != null || running || mode == SwitchoverAckMode.LEGACY;
    boolean right =
        mode == SwitchoverAckMode.REUSABLE
            && source.connected
            && participant >= 0
            && participant < acked.length
            && generation == acked[participant] + 1
            && generation <= source.tags[participant];
    source.conductor.switchoverAck(participant, generation);
    if (right) {
      acked[participant]++;
    }
    if (!over) {
      assertThat(source.conductor.failure() == null)
          .as("ack %d of %d was taken", generation, participant)
          .isEqualTo(right);
    }
  }
}
