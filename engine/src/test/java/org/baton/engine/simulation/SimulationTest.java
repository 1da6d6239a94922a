package org.baton.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.baton.engine.report.MigrationStatus;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is promised holds in every migration that can be thought up. */
class SimulationTest {
  private static final int SEEDS = 2_000;
  private static final int REPLAYED_SEEDS = 40;

  private static List<Outcome> outcomes = List.of();

  /** Each run is in one thread; several runs are at the same time. */
  @BeforeAll
  static void runAll() {
    outcomes = LongStream.range(0, SEEDS).parallel().mapToObj(Simulation::run).toList();
  }

  @Test
  void everyPromiseIsKept() {
    List<String> broken = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      if (!outcomes.get(seed).passed()) {
        broken.add(SimulateMain.complaint(seed, outcomes.get(seed)));
      }
    }
    assertThat(broken).isEmpty();
  }

  /** Or else promises would be kept because nothing ever happens. */
  @Test
  void everyEndIsReached() {
    Set<MigrationStatus> ends =
        EnumSet.of(
            MigrationStatus.COMPLETED,
            MigrationStatus.FAILED,
            MigrationStatus.CANCELLED,
            MigrationStatus.UNKNOWN);
    assertThat(ends(Outcome::source)).containsAll(ends);
    assertThat(ends(Outcome::destination)).containsAll(ends);
    assertThat(outcomes)
        .anyMatch(
            outcome -> outcome.retreats() > 0 && outcome.source() == MigrationStatus.COMPLETED)
        .anyMatch(outcome -> outcome.retreats() > 0 && outcome.source() == MigrationStatus.FAILED);
    assertThat(outcomes.stream().filter(o -> o.source() == MigrationStatus.COMPLETED).count())
        .isGreaterThan(SEEDS / 3);
  }

  @Test
  void aSeedReplays() {
    for (long seed = 0; seed < REPLAYED_SEEDS; seed++) {
      assertThat(trace(seed)).as("seed %d", seed).isEqualTo(trace(seed)).hasSizeGreaterThan(1);
    }
  }

  private static Set<MigrationStatus> ends(Function<Outcome, MigrationStatus> side) {
    Set<MigrationStatus> ends = EnumSet.noneOf(MigrationStatus.class);
    outcomes.forEach(outcome -> ends.add(side.apply(outcome)));
    return ends;
  }

  private static List<String> trace(long seed) {
    List<String> lines = new ArrayList<>();
    Simulation.run(seed, lines::add);
    return lines;
  }
}
