package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.switchover.LateReinitPolicy;
import org.baton.engine.switchover.SwitchoverAckMode;

/**
 * Whatever a destination and the drivers say: the source comes to an end, with the guest and the
 * devices as they were unless it had said COMMIT.
 */
class HostileDestinationProperties {
  private static final int STEPS = 250;

  @Property(tries = 4_000)
  void theSourceComesToAGoodEnd(@ForAll long seed) {
    run(seed, 60);
  }

  @Property(tries = 2_000)
  void theSourceComesToAGoodEndInMuchTrouble(@ForAll long seed) {
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
    SwitchoverAckMode offered = modes[numbers.below(modes.length)];
    SwitchoverAckMode other = modes[numbers.below(modes.length)];
    SwitchoverAckMode agreed = other.compareTo(offered) < 0 ? other : offered;
    LateReinitPolicy[] policies = LateReinitPolicy.values();
    ObedientSource source =
        new ObedientSource(
            SourceRig.planWithAcks(offered, policies[numbers.below(policies.length)]), numbers);
    HostileDestination destination = new HostileDestination(source, agreed, numbers);
    for (int step = 0; step < STEPS && !source.conductor.isEnded(); step++) {
      if (numbers.oneIn(troubleIn)) {
        disturb(source, destination, numbers);
      } else {
        proceed(source, destination, numbers);
      }
    }
    source.comeToAnEnd();
    assertThat(source.conductor.isEnded()).as("ended").isTrue();
    MigrationStatus status = source.conductor.status();
    if (source.hasCommitted()) {
      assertThat(status).isIn(MigrationStatus.COMPLETED, MigrationStatus.UNKNOWN);
      source.assertLetGo();
    } else {
      assertThat(status).isIn(MigrationStatus.FAILED, MigrationStatus.CANCELLED);
      source.assertAsBefore();
    }
    return status;
  }

  private static void proceed(
      ObedientSource source, HostileDestination destination, HostileNumbers numbers) {
    switch (numbers.below(8)) {
      case 0, 1, 2 -> source.proceed();
      case 3, 4, 5 -> destination.behave();
      case 6 -> source.answer(numbers.below(SourceRig.PARTICIPANTS));
      default -> source.tick(numbers.below(5));
    }
  }

  private static void disturb(
      ObedientSource source, HostileDestination destination, HostileNumbers numbers) {
    SourceConductor conductor = source.conductor;
    switch (numbers.below(10)) {
      case 0 -> conductor.cancel();
      case 1 -> conductor.onDisconnected("cable");
      case 2 -> conductor.onChannelClosed(0, new IOException("cable"));
      case 3 -> source.tick(SourceRig.PEER_NANOS);
      case 4 -> conductor.onGuest(numbers.oneIn(2));
      default -> destination.misbehave();
    }
  }
}
