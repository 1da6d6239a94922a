package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.baton.engine.participant.PendingBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateCheckTest {
  private final EstimateCheck check = new EstimateCheck();

  private boolean look(long initial, long dirty, long stopCopy) {
    PendingBytes answer = new PendingBytes();
    answer.set(initial, dirty, stopCopy, 0);
    return check.look(answer);
  }

  @Test
  void whatADeviceMayHaveIsNotComplainedOf() {
    assertThat(look(0, 1L << 40, 1L << 45)).isFalse();
    assertThat(check.complaint()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0, 0, 18446744073709551615 bytes of initial data",
    "0, 9223372036854775807, 0, 9223372036854775807 bytes of dirty data",
    "0, 0, 2251799813685248, 2251799813685248 bytes of stop-copy data"
  })
  void whatNoneHasIsCountedAndExplained(long initial, long dirty, long stopCopy, String what) {
    assertThat(look(initial, dirty, stopCopy)).isTrue();
    assertThat(check.complaint()).contains(what, "no device has", "did 1 times");
    assertThat(look(initial, dirty, stopCopy)).isFalse();
    assertThat(check.complaint()).contains("did 2 times");
  }

  @Test
  void aDriverMayComeToItsSenses() {
    look(-1, 0, 0);
    assertThat(look(4_096, 0, 0)).isFalse();
    assertThat(check.complaint()).isEmpty();
  }

  @Test
  void theObstacleNamesTheDeviceAndAWarningStays() {
    SourceRig rig = new SourceRig();
    rig.to(SourcePhase.PRECOPY);
    rig.pending(0, -1);
    rig.pending(1, 0);
    rig.tick(1);
    assertThat(rig.conductor.obstacle()).startsWith("nic0: its driver says that 1844");
    assertThat(rig.conductor.warnings()).anyMatch(line -> line.startsWith("nic0: its driver says"));
    rig.pending(0, 0);
    assertThat(rig.conductor.obstacle()).doesNotContain("its driver says");
  }
}
