package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.baton.engine.telemetry.Stage;
import org.baton.engine.telemetry.StageRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stage times that cannot be written are complained of, and stop nothing. */
class StageLogTest {
  private final List<String> complaints = new ArrayList<>();
  @TempDir private Path directory;

  private void write(Path where) {
    StageRecorder recorder = new StageRecorder(Stage.READ);
    recorder.record(1_000);
    try (StageLog log = new StageLog(where, "source", complaints::add)) {
      log.write(List.of(recorder), 0, true);
    }
  }

  @Test
  void saysNothingIfAllIsWell() throws Exception {
    write(directory);
    assertThat(complaints).isEmpty();
    assertThat(directory.resolve("source.hlog")).content().contains("Tag=read");
  }

  @Test
  void saysThatTheDiskIsFull() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("source.hlog"), Path.of("/dev/full"));
    write(directory);
    Files.delete(link);
    assertThat(complaints).singleElement().asString().contains("not all stage times");
  }

  @Test
  void saysThatThereIsNoFolder() throws Exception {
    write(Files.createFile(directory.resolve("file")));
    assertThat(complaints).singleElement().asString().contains("no stage times will be written");
  }
}
