package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** send and receive, as two threads of this process. */
class TwoSidesTest {
  private static final String DEVICE = "sim:name=nic0,initialBytes=1M,stopCopyBytes=1M";

  private final Console source = new Console();
  private final Console destination = new Console();

  @TempDir private Path directory;

  private CompletableFuture<Integer> receive(String... more) {
    return start(destination, more);
  }

  private static CompletableFuture<Integer> start(Console console, String... arguments) {
    CompletableFuture<Integer> code = new CompletableFuture<>();
    Thread.ofPlatform().daemon().start(() -> code.complete(console.run(arguments)));
    return code;
  }

  @Test
  void devicesMoveAndBothReport() throws Exception {
    Path sent = directory.resolve("sent.json");
    Path received = directory.resolve("received.json");
    CompletableFuture<Integer> receiving =
        receive("receive", "--device", DEVICE, "--repeat", "2", "--json", received.toString());
    int code =
        source.run(
            "send",
            "--connect",
            destination.awaitEndpoint(),
            "--device",
            DEVICE,
            "--repeat",
            "2",
            "--downtime-limit",
            "5000",
            "--json",
            sent.toString(),
            "--hlog",
            directory.resolve("hlog").toString());

    assertThat(code)
        .as("%s %s %s %s", source.out(), source.err(), destination.out(), destination.err())
        .isEqualTo(ExitCode.COMPLETED);
    assertThat(receiving.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.COMPLETED);
    assertThat(source.out()).contains("nic0", "equal", "completed in", "2 rounds");
    assertThat(destination.out()).contains("nic0", "completed in");
    assertThat(Files.readString(sent))
        .contains("\"outcome\": \"completed\"", "\"name\": \"nic0\"", "\"round\": 2");
    assertThat(Files.readString(received))
        .contains("\"role\": \"destination\"", "\"outcome\": \"completed\"", "\"round\": 2");
    assertThat(directory.resolve("hlog/round-2/source.hlog")).content().contains("Tag=read");
  }

  @Test
  void cancellingTheSourceCancelsBoth() throws Exception {
    CompletableFuture<Integer> receiving = receive("receive", "--device", DEVICE);
    CompletableFuture<Integer> sending =
        start(
            source,
            "send",
            "--connect",
            destination.awaitEndpoint(),
            "--device",
            // Two minutes of initial data, in reads short enough to be cancelled soon.
            "sim:name=nic0,initialBytes=512M,saveBytesPerSecond=4M");
    while (!String.join("", source.err()).contains("active")) {
      Thread.sleep(20);
    }
    source.interrupt();
    assertThat(sending.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.CANCELLED);
    assertThat(receiving.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.CANCELLED);
    assertThat(source.out()).contains("cancelled after", "the guest runs on here");
  }

  @Test
  void waitingDestinationCanBeCancelled() throws Exception {
    CompletableFuture<Integer> receiving = receive("receive", "--device", DEVICE);
    destination.awaitEndpoint();
    destination.interrupt();
    assertThat(receiving.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.CANCELLED);
  }

  @Test
  void otherDevicesAtTheDestinationFailBoth() throws Exception {
    CompletableFuture<Integer> receiving = receive("receive", "--device", "sim:name=other");
    int code = source.run("send", "--connect", destination.awaitEndpoint(), "--device", DEVICE);
    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(receiving.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.FAILED);
    assertThat(source.out()).contains("why: the other side: PARTICIPANTS");
  }

  @Test
  void otherMachinesAreWarnedOf() throws Exception {
    CompletableFuture<Integer> receiving =
        receive("receive", "--device", DEVICE, "--listen", "0.0.0.0:0");
    destination.awaitEndpoint();
    assertThat(destination.err()).anyMatch(line -> line.contains("neither encrypted"));
    destination.interrupt();
    assertThat(receiving.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.CANCELLED);
  }
}
