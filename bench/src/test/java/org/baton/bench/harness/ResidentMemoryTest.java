package org.baton.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidentMemoryTest {
  private static final List<String> STATUS =
      List.of(
          "Name:\tjava",
          "VmHWM:\t  999999 kB",
          "VmRSS:\t   45012 kB",
          "RssAnon:\t   30000 kB",
          "RssFile:\t   15012 kB");

  @Test
  void kibibytesBecomeBytes() throws IOException {
    assertThat(ResidentMemory.parse(STATUS))
        .isEqualTo(new ResidentMemory(45_012 * 1024, 30_000 * 1024));
  }

  @Test
  void aProcessThatHasEndedTellsNothing() {
    assertThatThrownBy(() -> ResidentMemory.parse(List.of("Name:\tjava", "State:\tZ (zombie)")))
        .hasMessageContaining("VmRSS");
  }

  @Test
  void theMostIsOfEachByItself() {
    assertThat(new ResidentMemory(5, 1).most(new ResidentMemory(4, 2)))
        .isEqualTo(new ResidentMemory(5, 2));
  }

  @Test
  void thisProcessHasSome() throws IOException {
    assertThat(ResidentMemory.of(ProcessHandle.current().pid()).all()).isPositive();
  }
}
