package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.baton.engine.report.AckReport;
import org.junit.jupiter.api.Test;

class AckTimesTest {
  private final AckTimes times = new AckTimes();
  private final AckState acks = new AckState(0, "nic0", true, AckCounters.inMemory());

  /** A device that re-initialises faster than it is acknowledged has many tags on their way. */
  @Test
  void eachAckIsTimedFromItsOwnTag() {
    for (int tag = 0; tag < 100; tag++) {
      times.ordered(tag * 1_000L);
    }
    for (int tag = 0; tag < 100; tag++) {
      assertThat(times.came(500_000 + tag * 1_000L)).isEqualTo(500_000);
    }
    AckReport report = times.report(acks);
    assertThat(report.roundTripP50Nanos()).isBetween(499_000L, 501_000L);
    assertThat(report.roundTripMaxNanos()).isBetween(499_000L, 501_000L);
    assertThat(times.recorder().takeInterval().getTotalCount()).isEqualTo(100);
  }

  /** A report between two acks does not hide the second. */
  @Test
  void eachReportKnowsAllAcks() {
    assertThat(times.report(acks).roundTripP50Nanos()).isZero();
    times.ordered(0);
    times.came(1_000);
    assertThat(times.report(acks).roundTripP99Nanos()).isEqualTo(1_000);
    times.ordered(0);
    times.came(900_000);
    assertThat(times.report(acks).roundTripP99Nanos()).isBetween(899_000L, 901_000L);
    assertThat(times.medianNanos()).isEqualTo(1_000);
  }
}
