package org.baton.bench.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultTest {
  @TempDir Path folder;

  @Test
  void readsAllOfAFolderByName() throws IOException, UnfitReportException {
    Files.writeString(folder.resolve("b.json"), "{\"benchmark\": \"two\"}");
    Files.writeString(folder.resolve("a.json"), "{\"benchmark\": \"one\"}");
    Files.writeString(folder.resolve("notes.txt"), "no report");

    assertThat(Result.readAll(folder)).extracting(Result::benchmark).containsExactly("one", "two");
  }

  @Test
  void saysThatTheFolderIsMissing() {
    assertThatThrownBy(() -> Result.readAll(folder.resolve("absent")))
        .isInstanceOf(UnfitReportException.class)
        .hasMessageContaining("absent is no folder");
  }

  @Test
  void saysHowToWriteAReportWhereThereIsNone() {
    assertThatThrownBy(() -> Result.readAll(folder))
        .isInstanceOf(UnfitReportException.class)
        .hasMessageContaining("holds no report")
        .hasMessageContaining("bench/run NAME --json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[1, 2]", "{\"benchmark\": {}}", "{\"other\": 1}", "{\"benchm"})
  void saysWhichFileIsNoReport(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("odd.json"), text);

    assertThatThrownBy(() -> Result.readAll(folder))
        .isInstanceOf(UnfitReportException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("move it away");
  }

  @Test
  void bytesThatAreNoTextAreNoReport() throws IOException {
    Path file = Files.write(folder.resolve("odd.json"), new byte[] {(byte) 0xFF, 0});

    assertThatThrownBy(() -> Result.read(file))
        .isInstanceOf(UnfitReportException.class)
        .hasMessageContaining("is no JSON");
  }
}
