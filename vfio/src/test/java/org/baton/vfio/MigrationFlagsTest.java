package org.baton.vfio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How flags are told: two sets that differ never read the same. */
class MigrationFlagsTest {
  @ParameterizedTest
  @CsvSource({
    "0, none",
    "1, STOP_COPY",
    "3, STOP_COPY|P2P",
    "7, STOP_COPY|P2P|PRE_COPY",
    "9, STOP_COPY|0x8",
    "24, 0x18",
    "-1, STOP_COPY|P2P|PRE_COPY|0xfffffffffffffff8"
  })
  void bitsWithoutANameAreTold(long bits, String text) {
    assertThat(new MigrationFlags(bits)).hasToString(text);
  }
}
