package org.baton.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.baton.bench.page.Verdict.Outcome;
import org.junit.jupiter.api.Test;

class TargetTest {
  private final Measures measures =
      Reports.measures("{'ratios': {'x': 0.95, 'xSpread': {'min': 0.5, 'max': 2}}}");

  @Test
  void theLimitItselfIsMetUnlessItMustBePassed() {
    assertThat(Target.atLeast("ratios.x", 0.95, "").judge(measures).outcome())
        .isEqualTo(Outcome.MET);
    assertThat(Target.atMost("ratios.x", 0.95, "").judge(measures).outcome())
        .isEqualTo(Outcome.MET);
    assertThat(Target.above("ratios.x", 0.95, "").judge(measures).outcome())
        .isEqualTo(Outcome.MISSED);
  }

  @Test
  void theMedianDecidesAndNotTheBestRound() {
    assertThat(Target.atLeast("ratios.x", 1, "").judge(measures).outcome())
        .isEqualTo(Outcome.MISSED);
    assertThat(Target.atMost("ratios.x", 0.9, "").judge(measures).outcome())
        .isEqualTo(Outcome.MISSED);
  }

  @Test
  void whatIsNotInTheReportIsNeitherMetNorMissed() {
    Verdict verdict = Target.above("ratios.netty", 1, "").judge(measures);

    assertThat(verdict.outcome()).isEqualTo(Outcome.NOT_MEASURED);
    assertThat(verdict.figure()).contains("ratios.netty");
  }

  @Test
  void outcomesAreToldInWords() {
    assertThat(Outcome.values())
        .extracting(Outcome::text)
        .containsExactly("✓ met", "✗ missed", "– not measured");
  }

  @Test
  void theDataPathIsJudgedByItsRatios() {
    Result result =
        Reports.of(
            "{'benchmark': 'datapath', 'ratios': {'c': {'throughput': 0.96, 'cpu': 1.2},"
                + " 'nio': {'throughput': 1.0}}}");

    assertThat(Targets.of(result).stream().map(target -> target.judge(result.measures())))
        .extracting(Verdict::outcome)
        .startsWith(Outcome.MET, Outcome.MISSED, Outcome.MISSED, Outcome.NOT_MEASURED);
  }

  @Test
  void anotherFigureCanBeTheLimit() {
    assertThat(twoMedians(3, 3.001)).isEqualTo(Outcome.MET);
    assertThat(twoMedians(3, 3)).isEqualTo(Outcome.MET);
    assertThat(twoMedians(3.001, 3)).isEqualTo(Outcome.MISSED);
    assertThat(Target.noMoreThan("ratios.x", "ratios.y", "").judge(measures).outcome())
        .isEqualTo(Outcome.NOT_MEASURED);
    assertThat(Target.noMoreThan("ratios.x", "ratios.y", "").limitText()).isEqualTo("≤ ratios.y");
  }

  private static Outcome twoMedians(double one, double other) {
    Measures both = Reports.measures("{'ratios': {'x': %s, 'y': %s}}".formatted(one, other));
    return Target.noMoreThan("ratios.x", "ratios.y", "").judge(both).outcome();
  }

  @Test
  void theLabIsJudgedByMediansOfBothSides() {
    assertThat(lab(99, 100, 1.5, 0)).containsOnly(Outcome.MET);
    assertThat(lab(101, 100, 1.5, 0)).containsOnlyOnce(Outcome.MISSED);
    assertThat(lab(99, 100, 1.501, 0)).containsOnlyOnce(Outcome.MISSED);
    assertThat(lab(99, 100, 1.5, 1)).containsOnlyOnce(Outcome.MISSED);
  }

  private static List<Outcome> lab(double baton, double qemu, double four, int differing) {
    Result result =
        Reports.of(
            ("{'benchmark': 'lab-qemu', 'baton': {'reinit': {'downtimeMillis': %s}, 'legacy':"
                 + " {'downtimeMillis': 5}, 'reductionPercent': {'downtimeMillis': 43,"
                 + " 'busyDeviceDowntimeMillis': 67}}, 'qemu': {'reinit': {'downtimeMillis': %s},"
                 + " 'legacy': {'downtimeMillis': 5}}, 'parallel': {'baton': {'ratio': %s}},"
                 + " 'sameWork': {'reinit': {'differingRounds': %d}, 'legacy': {'differingRounds':"
                 + " 0}}}")
                .formatted(baton, qemu, four, differing));
    return Targets.of(result).stream()
        .map(target -> target.judge(result.measures()).outcome())
        .toList();
  }

  @Test
  void aBoundHoldsInEveryRound() {
    assertThat(Target.neverAbove("ratios.x", 2, "").judge(measures).outcome())
        .isEqualTo(Outcome.MET);
    assertThat(Target.neverAbove("ratios.x", 1.9, "").judge(measures).outcome())
        .isEqualTo(Outcome.MISSED);
  }

  @Test
  void aSlowLoadersMemoryIsJudgedByItsWorstRound() {
    assertThat(memory(64)).isEqualTo(Outcome.MET);
    assertThat(memory(64.5)).isEqualTo(Outcome.MISSED);
  }

  private static Outcome memory(double most) {
    Result result =
        Reports.of(
            ("{'benchmark': 'slow-loader', 'memory': {'source': {'overSlabMebibytes': 9,"
                    + " 'overSlabMebibytesSpread': {'min': 1, 'max': %s}}}}")
                .formatted(most));
    return Targets.of(result).getFirst().judge(result.measures()).outcome();
  }
}
