package org.baton.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

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
