package org.baton.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.HistogramLogWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageTimesTest {
  private static final double DIGITS = 0.001;

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    StageTimes times = new StageTimes();
    times.record("ack", 1_000_000);
    times.record("ack", 3_000_000);
    times.record("ring", 5_000);
    Path log = folder.resolve("times.hlog");
    write(log, times, times);

    StageTimes read = new StageTimes();
    read.read(log);
    assertThat(read.tags()).containsExactly("ack", "ring");
    assertThat(read.times("ack").getTotalCount()).isEqualTo(4);
    assertThat((double) read.times("ack").getMaxValue())
        .isCloseTo(3_000_000, within(3_000_000 * DIGITS));
    assertThat((double) read.times("ring").getMinValue()).isCloseTo(5_000, within(5_000 * DIGITS));
  }

  @Test
  void timesOfTwoRoundsAddUp() {
    StageTimes all = new StageTimes();
    for (int round = 0; round < 2; round++) {
      StageTimes times = new StageTimes();
      times.record("ack", 10);
      all.add(times);
    }
    assertThat(all.times("ack").getTotalCount()).isEqualTo(2);
  }

  @Test
  void aTagThatIsNotThereIsSaid() {
    StageTimes times = new StageTimes();
    times.record("read", 1);
    assertThatThrownBy(() -> times.times("ack"))
        .hasMessageContaining("ack")
        .hasMessageContaining("read");
  }

  @Test
  void percentilesAreInMicroseconds() throws IOException {
    StageTimes times = new StageTimes();
    times.record("ack", 250_000);
    times.writePercentiles(folder, "baton");
    assertThat(Files.readString(folder.resolve("baton-ack.hgrm")))
        .contains("Percentile")
        .containsPattern("250\\.\\d+ +1\\.0+ +1\\n");
  }

  private static void write(Path file, StageTimes... rounds) throws IOException {
    try (PrintStream stream =
        new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
      HistogramLogWriter log = new HistogramLogWriter(stream);
      log.outputLogFormatVersion();
      log.outputLegend();
      for (StageTimes round : rounds) {
        round.write(log, 1_000, 2_000);
      }
    }
  }
}
