package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.message.Hello;
import org.baton.transport.message.ParticipantEntry;
import org.baton.transport.message.SessionId;
import org.baton.transport.wire.FailCode;
import org.baton.transport.wire.ParticipantKind;

/** Says what a source would say next, and now and then anything at all. */
final class HostileSource {
  private static final int COUNT = SourceRig.PARTICIPANTS;

  private final ObedientDestination destination;
  private final HostileNumbers numbers;
  private final SwitchoverAckMode mode;

  /** Of each device, whether it may send tags. */
  private final boolean[] precopy = new boolean[COUNT];

  private final int[] tags = new int[COUNT];
  private final boolean[] ended = new boolean[COUNT];
  private boolean offered;

  /**
   * Creates one.
   *
   * @param mode what both sides can do
   */
  HostileSource(ObedientDestination destination, SwitchoverAckMode mode, HostileNumbers numbers) {
    this.destination = destination;
    this.mode = mode;
    this.numbers = numbers;
    for (int i = 0; i < COUNT; i++) {
      precopy[i] = !numbers.oneIn(4);
    }
  }

  /** Something that a good source could send now, over any channel. */
  void behave() {
    ControlMessages to = destination.conductor;
    List<Runnable> right = new ArrayList<>();
    right.add(() -> to.keepAlive(1));
    if (!offered) {
      right.add(
          () -> {
            offered = true;
            to.hello(offer("nic", 4, 4_096));
          });
    }
    if (destination.said.contains("resuming")) {
      for (int i = 0; i < COUNT; i++) {
        int participant = i;
        if (mayTag(i)) {
          right.add(() -> tag(participant, tags[participant] + 1));
        }
        if (!ended[i]) {
          right.add(
              () -> {
                ended[participant] = true;
                to.streamEnd(participant, 3, 12_000, 0xcafe);
              });
        }
      }
    }
    if (destination.said.contains("ready")) {
      right.add(() -> commit(!numbers.oneIn(4)));
    }
    right.get(numbers.below(right.size())).run();
  }

  private boolean mayTag(int participant) {
    return precopy[participant]
        && (mode == SwitchoverAckMode.REUSABLE
            || (mode == SwitchoverAckMode.LEGACY && tags[participant] == 0));
  }

  /** Any message with any content that the wire can carry, or a tag that no device sends. */
  void misbehave() {
    ControlMessages to = destination.conductor;
    switch (numbers.below(16)) {
      case 0 -> {
        offered = true;
        to.hello(offer(numbers.oneIn(2) ? "nic" : "gpu", 1 + numbers.below(9), 4_096));
      }
      case 1 -> to.welcome(1, 4, 4_096, numbers.any());
      case 2 -> to.resuming();
      case 3 -> to.credit(numbers.participant(), numbers.any(), numbers.any(), numbers.any());
      case 4 -> to.loaded(numbers.participant(), numbers.any(), 1, numbers.any());
      case 5 -> to.ready();
      case 6 -> to.running(numbers.any());
      case 7 -> to.fail(FailCode.DEVICE, numbers.participant(), "EIO");
      case 8 -> to.switchoverAck(numbers.participant(), numbers.generation());
      case 9, 10 -> commit(numbers.oneIn(2));
      case 11, 12 -> to.streamEnd(numbers.participant(), numbers.any(), numbers.any(), 1);
      default -> tag(numbers.below(COUNT), numbers.generation());
    }
  }

  /** COMMIT counts when READY was said, and this side has not been given up. */
  private void commit(boolean guestRuns) {
    destination.committed |=
        destination.said.contains("ready") && destination.conductor.failure() == null;
    destination.conductor.commit(guestRuns);
  }

  /** A tag is acknowledged if it is the next of its device, and is the end if not. */
  private void tag(int participant, int generation) {
    DestinationConductor conductor = destination.conductor;
    boolean loading =
        destination.said.contains("resuming")
            && !destination.said.contains("ready")
            && conductor.failure() == null;
    boolean right = mayTag(participant) && generation == tags[participant] + 1;
    destination.tag(participant, generation);
    if (!loading) {
      return;
    }
    assertThat(conductor.failure() == null).as("tag %d was taken", generation).isEqualTo(right);
    if (right) {
      tags[participant]++;
      if (mode == SwitchoverAckMode.REUSABLE) {
        assertThat(destination.said).endsWith("switchoverAck " + participant + " " + generation);
      }
    }
  }

  private Hello offer(String prefix, int windowChunks, int chunkBytes) {
    List<ParticipantEntry> table =
        IntStream.range(0, COUNT)
            .mapToObj(
                i ->
                    new ParticipantEntry(
                        prefix + i, ParticipantKind.VFIO_DEVICE, precopy[i] ? 7 : 3, 12_000))
            .toList();
    return new Hello(
        1, 1, 1, windowChunks, chunkBytes, new SessionId(1, 2), mode.capabilities(), table);
  }
}
