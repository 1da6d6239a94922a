package org.baton.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.agrona.concurrent.status.AtomicCounter;
import org.baton.engine.report.CounterValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountersFileTest {
  @TempDir private Path directory;

  @Test
  void whatIsCountedCanBeReadMeanwhileAndAfterwards() throws IOException {
    Path path = directory.resolve("counters");
    try (CountersFile file = CountersFile.create(path, 2)) {
      AtomicCounter first = file.add("nic0 acksRequested");
      AtomicCounter second = file.add("nic0 acksReceived");
      first.setRelease(3);
      second.setRelease(2);
      assertThat(CountersFile.read(path))
          .containsExactly(
              new CounterValue("nic0 acksRequested", 3), new CounterValue("nic0 acksReceived", 2));
      second.setRelease(3);
    }
    assertThat(CountersFile.read(path)).contains(new CounterValue("nic0 acksReceived", 3));
  }

  @Test
  void aFileOfAnEarlierMigrationIsReplaced() throws IOException {
    Path path = directory.resolve("counters");
    CountersFile.create(path, 9).close();
    CountersFile.create(path, 1).close();

    assertThat(CountersFile.read(path)).isEmpty();
  }

  @Test
  void anythingElseIsRefused() throws IOException {
    Path path = directory.resolve("other");
    Files.write(path, new byte[10]);
    assertThatThrownBy(() -> CountersFile.read(path)).hasMessageContaining("no counters file");
    byte[] bytes = new byte[4_096];
    Arrays.fill(bytes, (byte) 0x7f);
    Files.write(path, bytes);
    assertThatThrownBy(() -> CountersFile.read(path)).hasMessageContaining("no counters file");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsAnError() {
    assertThatThrownBy(() -> CountersFile.create(directory.resolve("no/such/place"), 1))
        .isInstanceOf(IOException.class);
  }
}
