package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Sizes with QEMU's suffixes. */
class SizeConverterTest {
  private final SizeConverter converter = new SizeConverter();

  @ParameterizedTest
  @CsvSource({"0, 0", "4096, 4096", "4K, 4096", "1M, 1048576", "2G, 2147483648"})
  void sizes(String text, long bytes) {
    assertThat(converter.convert(text)).isEqualTo(bytes);
  }

  @Test
  void largest() {
    assertThat(converter.convert("8388607T")).isEqualTo(8388607L << 40);
    assertThatThrownBy(() -> converter.convert("8388608T"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("too large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "M", "1m", "-1", "1.5M", "1MB", "1 M"})
  void noSizes(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("is no size");
  }
}
