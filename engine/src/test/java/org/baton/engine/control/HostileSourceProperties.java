package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.switchover.SwitchoverAckMode;

/**
 * Whatever a source says, over whatever channel: the destination comes to an end, and runs nothing
 * but after COMMIT, and forgets nothing after it.
 */
class HostileSourceProperties {
  private static final int STEPS = 150;

  @Property(tries = 4_000)
  void theDestinationComesToAGoodEnd(@ForAll long seed) {
    run(seed, 60);
  }

  @Property(tries = 2_000)
  void theDestinationComesToAGoodEndInMuchTrouble(@ForAll long seed) {
    run(seed, 8);
  }

  @Example
  void troubleLeadsToEveryEnd() {
    boolean completed = false;
    boolean failed = false;
    boolean unknown = false;
    for (int seed = 0; seed < 1_000; seed++) {
      MigrationStatus status = run(seed, 150);
      completed |= status == MigrationStatus.COMPLETED;
      failed |= status == MigrationStatus.FAILED;
      unknown |= status == MigrationStatus.UNKNOWN;
    }
    assertThat(completed && failed && unknown).isTrue();
  }

  private static MigrationStatus run(long seed, int troubleIn) {
    HostileNumbers numbers = new HostileNumbers(new Random(seed));
    SwitchoverAckMode[] modes = SwitchoverAckMode.values();
    SwitchoverAckMode mode = modes[numbers.below(modes.length)];
    ObedientDestination destination = new ObedientDestination(mode, numbers);
    HostileSource source = new HostileSource(destination, mode, numbers);
    for (int step = 0; step < STEPS && !destination.conductor.isEnded(); step++) {
      if (numbers.oneIn(troubleIn)) {
        disturb(destination, source, numbers);
      } else {
        proceed(destination, source, numbers);
      }
    }
    destination.comeToAnEnd();
    assertThat(destination.conductor.isEnded()).as("ended").isTrue();
    MigrationStatus status = destination.conductor.status();
    if (destination.committed) {
      assertThat(status).isIn(MigrationStatus.COMPLETED, MigrationStatus.UNKNOWN);
      destination.assertKept();
    } else {
      assertThat(status).isIn(MigrationStatus.FAILED, MigrationStatus.CANCELLED);
      destination.assertForgotten();
    }
    return status;
  }

  private static void proceed(
      ObedientDestination destination, HostileSource source, HostileNumbers numbers) {
    switch (numbers.below(8)) {
      case 0, 1, 2 -> destination.proceed();
      case 3, 4, 5 -> source.behave();
      case 6 -> destination.load(numbers.below(SourceRig.PARTICIPANTS));
      default -> destination.tick(numbers.below(5));
    }
  }

  private static void disturb(
      ObedientDestination destination, HostileSource source, HostileNumbers numbers) {
    DestinationConductor conductor = destination.conductor;
    switch (numbers.below(10)) {
      case 0 -> conductor.cancel();
      case 1 -> conductor.onDisconnected("cable");
      case 2 -> conductor.onChannelClosed(0, new IOException("cable"));
      case 3 -> destination.tick(SourceRig.PEER_NANOS);
      default -> source.misbehave();
    }
  }
}
