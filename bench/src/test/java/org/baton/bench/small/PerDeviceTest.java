package org.baton.bench.small;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.baton.bench.report.Spread;
import org.junit.jupiter.api.Test;

class PerDeviceTest {
  @Test
  void whatManyTakeMoreIsShared() {
    assertThat(PerDevice.of(List.of(73.0, 136.0, 199.0), List.of(10.0, 10.0, 10.0), 63))
        .isEqualTo(new Spread(2, 1, 3));
  }

  @Test
  void roundsWithoutAPartnerAreRefused() {
    assertThatThrownBy(() -> PerDevice.of(List.of(1.0), List.of(), 1))
        .hasMessageContaining("1 and 0");
  }
}
