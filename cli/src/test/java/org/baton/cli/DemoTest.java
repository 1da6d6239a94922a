package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, with its two processes. */
class DemoTest {
  @TempDir private Path directory;

  private Launched demo(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("demo"));
    words.addAll(List.of(arguments));
    return Launched.start(directory.resolve("log"), words.toArray(String[]::new));
  }

  @Test
  void completes() throws Exception {
    Path json = directory.resolve("report.json");
    try (Launched demo =
        demo(
            "--device",
            "sim:name=nic0,initialBytes=1M,stopCopyBytes=1M",
            "--device",
            "sim:name=nic1,initialBytes=1M,stopCopyBytes=1M",
            "--channels",
            "2",
            "--downtime-limit",
            "5000",
            "--json",
            json.toString())) {
      assertThat(demo.awaitExit()).as(demo.output()).isEqualTo(ExitCode.COMPLETED);
      assertThat(demo.output()).contains("nic0", "nic1", "equal", "2 channels");
    }
    assertThat(Files.readString(json))
        .contains(
            "\"outcome\": \"completed\"",
            "\"channels\": 2",
            "\"name\": \"nic1\"",
            "\"source\": {",
            "\"destination\": {");
  }

  @Test
  void sigtermCancelsBothProcesses() throws Exception {
    try (Launched demo =
        demo("--device", "sim:name=nic0,initialBytes=512M,saveBytesPerSecond=4M")) {
      demo.awaitOutput("active", 1);
      List<ProcessHandle> children = demo.children();
      assertThat(children).hasSize(2);
      demo.signal("TERM");
      assertThat(demo.awaitExit()).as(demo.output()).isEqualTo(ExitCode.CANCELLED);
      assertThat(demo.output()).contains("cancelled after");
      assertThat(children).noneMatch(ProcessHandle::isAlive);
    }
  }

  @Test
  void killedItLeavesNoProcessBehindAndItsFilesGoWithTheNext() throws Exception {
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    Path strange = Files.createDirectory(temporary.resolve("baton-demo-of-mine"));
    try (Launched demo =
        Launched.start(
            directory.resolve("log"),
            List.of(),
            List.of("-Djava.io.tmpdir=" + temporary),
            "demo",
            "--device",
            "sim:name=nic0,initialBytes=512M,saveBytesPerSecond=4M")) {
      demo.awaitOutput("active", 1);
      List<ProcessHandle> children = demo.children();
      assertThat(children).hasSize(2);
      TemporaryDirectory.create(temporary).close();
      assertThat(entries(temporary)).as("one of a living process stays").hasSize(2);
      demo.kill();
      for (ProcessHandle child : children) {
        assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(30));
      }
      TemporaryDirectory.create(temporary).close();
      assertThat(entries(temporary)).containsExactly(strange);
    }
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }

  @Test
  void withoutATemporaryDirectoryItSaysSo() throws Exception {
    try (Launched demo =
        Launched.start(
            directory.resolve("log"),
            List.of(),
            List.of("-Djava.io.tmpdir=/nonexistent"),
            "demo",
            "--quiet")) {
      assertThat(demo.awaitExit()).as(demo.output()).isEqualTo(ExitCode.REFUSED);
      assertThat(demo.output().lines().filter(line -> !line.startsWith("WARNING: java.io.tmpdir")))
          .singleElement()
          .asString()
          .contains("baton demo: ", "/nonexistent", "java.io.tmpdir=DIR");
    }
  }

  @Test
  void whatTheReceiverRefusesIsSaid() throws Exception {
    try (Launched demo = demo("--listen", "unix:" + directory.resolve("no/such/socket"))) {
      assertThat(demo.awaitExit()).as(demo.output()).isEqualTo(ExitCode.REFUSED);
      assertThat(demo.output()).contains("baton receive: ", "no/such/socket");
    }
  }
}
