package org.baton.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gigabytesPerSecond | GB/s",
        "cpuSecondsPerGigabyte | CPU-s/GB",
        "busyDeviceDowntimeMillis | busy device downtime, ms",
        "p999Micros | p99.9, µs",
        "p50 | p50",
        "millis | ms",
        "overSlabMebibytes | over slab, MiB",
        "tcp-1 | tcp-1",
      })
  void namesSayTheirUnits(String name, String text) {
    assertThat(FigureName.text(name)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x | 0 | 0",
        "x | 1.23456 | 1.235",
        "x | 1234567 | 1234567",
        "x | 0.000012345 | 0.00001234",
        "x | -2.5 | -2.5",
        "boundBytes | 234881024 | 224 MiB",
        "bytesPerRound | 123 | 123 B",
        "boundBytesOverSlab | 67108864 | 64 MiB",
        "tcpBytesPerSecond | 2048 | 2048",
        "x | NaN | NaN",
      })
  void valuesAreShort(String name, double value, String text) {
    assertThat(FigureName.value(name, value)).isEqualTo(text);
  }
}
