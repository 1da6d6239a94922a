package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, with its two processes. */
class DemoTest {
  @TempDir private Path directory;

  private Process demo(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--module-path",
            System.getProperty("jdk.module.path"),
            "--illegal-native-access=deny",
            "--enable-native-access=org.baton.bindings",
            "--sun-misc-unsafe-memory-access=deny",
            "--add-exports=java.base/jdk.internal.misc=org.agrona",
            "-m",
            JavaCommand.MAIN,
            "demo"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log())
        .directory(new File("."))
        .start();
  }

  private File log() {
    return directory.resolve("log").toFile();
  }

  private String output() throws Exception {
    return Files.readString(log().toPath());
  }

  @Test
  void completes() throws Exception {
    Path json = directory.resolve("report.json");
    Process demo =
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
            json.toString());
    assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).as(output()).isEqualTo(ExitCode.COMPLETED);
    assertThat(output()).contains("nic0", "nic1", "equal", "2 channels");
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
    Process demo = demo("--device", "sim:name=nic0,initialBytes=512M,saveBytesPerSecond=4M");
    for (int i = 0; i < 3_000 && !output().contains("active"); i++) {
      Thread.sleep(20);
    }
    List<ProcessHandle> children = demo.children().toList();
    assertThat(children).hasSize(2);
    demo.toHandle().destroy();
    assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).as(output()).isEqualTo(ExitCode.CANCELLED);
    assertThat(output()).contains("cancelled after");
    assertThat(children).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void whatTheReceiverRefusesIsSaid() throws Exception {
    Process demo = demo("--listen", "unix:" + directory.resolve("no/such/socket"));
    assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).as(output()).isEqualTo(ExitCode.REFUSED);
    assertThat(output()).contains("baton receive: ", "no/such/socket");
  }
}
