package org.baton.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.baton.engine.telemetry.WriterProcess.Presence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A number says little about a process. */
class WriterProcessTest {
  private final WriterProcess self = WriterProcess.current();

  @Test
  void thisProcessRuns() {
    assertThat(self.look()).isEqualTo(Presence.RUNS);
  }

  @Test
  void oneThatHadTheSameNumberBeforeIsGone() {
    assertThat(new WriterProcess(self.pid(), self.startTicks() - 1, self.pidNamespace()).look())
        .isEqualTo(Presence.GONE);
  }

  @Test
  void oneThatHasEndedIsGone() throws Exception {
    Process child = new ProcessBuilder("true").start();
    child.waitFor();
    assertThat(new WriterProcess(child.pid(), self.startTicks(), self.pidNamespace()).look())
        .isEqualTo(Presence.GONE);
  }

  @Test
  void oneOfAnotherContainerIsNotJudged() {
    assertThat(new WriterProcess(1, 1, self.pidNamespace() + 1).look())
        .isEqualTo(Presence.NOT_KNOWN);
    assertThat(new WriterProcess(1, 0, 0).look()).isEqualTo(Presence.NOT_KNOWN);
  }

  @Test
  void whereProcessesAreHiddenAbsenceSaysNothing(@TempDir Path proc) throws Exception {
    Files.createDirectories(proc.resolve("self/ns"));
    Files.createSymbolicLink(
        proc.resolve("self/ns/pid"), Path.of("pid:[" + self.pidNamespace() + "]"));
    assertThat(self.look(proc)).isEqualTo(Presence.NOT_KNOWN);

    Files.createDirectory(proc.resolve("1"));
    assertThat(self.look(proc)).isEqualTo(Presence.GONE);
  }
}
