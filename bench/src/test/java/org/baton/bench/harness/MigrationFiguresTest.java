package org.baton.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationFiguresTest {
  @Test
  void figuresHaveNames() {
    MigrationFigures figures =
        MigrationFigures.parse(List.of("totalNanos 2500000", "mem0.downtimeNanos 7"));
    assertThat(figures.millis("totalNanos")).isEqualTo(2.5);
    assertThat(figures.value("mem0.downtimeNanos")).isEqualTo(7);
  }

  @Test
  void whatWasNotToldIsNoZero() {
    MigrationFigures figures = MigrationFigures.parse(List.of("totalNanos 1"));
    assertThatThrownBy(() -> figures.value("downtimeNanos")).hasMessageContaining("downtimeNanos");
  }

  @Test
  void anotherLineIsRefused() {
    assertThatThrownBy(() -> MigrationFigures.parse(List.of("totalNanos")))
        .hasMessageContaining("totalNanos");
  }
}
