package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.baton.engine.report.MigrationStatus;

/** Both conductors together: never two running guests, whatever goes wrong. */
class HandoverProperties {
  @Property(tries = 10_000)
  void neverTwoRunningGuests(@ForAll long seed) {
    runAndCheck(seed, 10);
  }

  @Property(tries = 3_000)
  void neverTwoRunningGuestsInMuchTrouble(@ForAll long seed) {
    runAndCheck(seed, 60);
  }

  @Property(tries = 200)
  void withoutTroubleItCompletes(@ForAll long seed) {
    SimulatedPair pair = runAndCheck(seed, 0);
    assertThat(pair.source.status()).isEqualTo(MigrationStatus.COMPLETED);
    assertThat(pair.destination.status()).isEqualTo(MigrationStatus.COMPLETED);
  }

  @Example
  void troubleLeadsToEveryEnd() {
    boolean completed = false;
    boolean failed = false;
    boolean unknown = false;
    for (int seed = 0; seed < 2_000; seed++) {
      MigrationStatus status = runAndCheck(seed, 10).source.status();
      completed |= status == MigrationStatus.COMPLETED;
      failed |= status == MigrationStatus.FAILED;
      unknown |= status == MigrationStatus.UNKNOWN;
    }
    assertThat(completed && failed && unknown).isTrue();
  }

  private static SimulatedPair runAndCheck(long seed, int troubleInThousand) {
    SimulatedPair pair = new SimulatedPair(seed, troubleInThousand);
    pair.run(
        () ->
            assertThat(pair.sourceGuestRuns && pair.destinationGuestRuns)
                .as("both guests run, seed %d", seed)
                .isFalse());
    assertThat(pair.source.isEnded()).as("source ended, seed %d", seed).isTrue();
    assertThat(pair.destination.isEnded()).as("destination ended, seed %d", seed).isTrue();
    MigrationStatus there = pair.destination.status();
    switch (pair.source.status()) {
      case COMPLETED -> {
        assertThat(pair.destinationGuestRuns).as("seed %d", seed).isTrue();
        assertThat(there).as("seed %d", seed).isEqualTo(MigrationStatus.COMPLETED);
      }
      case FAILED, CANCELLED -> {
        assertThat(pair.sourceGuestRuns).as("seed %d", seed).isTrue();
        assertThat(pair.sourceGuestStands).as("stands, seed %d", seed).isFalse();
        assertThat(there)
            .as("seed %d", seed)
            .isIn(MigrationStatus.FAILED, MigrationStatus.CANCELLED);
      }
      case UNKNOWN -> assertThat(pair.sourceGuestRuns).as("seed %d", seed).isFalse();
      default -> assertThat(pair.source.status().isFinal()).as("seed %d", seed).isTrue();
    }
    if (pair.destinationGuestRuns) {
      assertThat(there)
          .as("seed %d", seed)
          .isIn(MigrationStatus.COMPLETED, MigrationStatus.UNKNOWN);
    }
    return pair;
  }
}
