package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** send and receive, as two threads of this process. */
class TwoSidesTest {
  private static final String DEVICE = "sim:name=nic0,initialBytes=1M,stopCopyBytes=1M";

  private static final String SLOW_TO_STOP =
      "sim:name=nic0,initialBytes=8M,stopCopyBytes=8M,saveBytesPerSecond=64M,dataSize=remaining";

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
  void theLesserOfBothSidesModesCounts() throws Exception {
    Path sent = directory.resolve("sent.json");
    CompletableFuture<Integer> receiving =
        receive("receive", "--device", DEVICE, "--switchover-ack", "legacy");
    assertThat(send("--json", sent.toString())).isEqualTo(ExitCode.COMPLETED);
    assertThat(receiving.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.COMPLETED);
    assertThat(Files.readString(sent)).contains("\"switchoverAck\": \"legacy\"");
    assertThat(source.out()).contains("warning: switchover-ack is legacy");
  }

  @Test
  void aSourceRetreatsSoOftenAndThenFails() throws Exception {
    Path sent = directory.resolve("sent.json");
    CompletableFuture<Integer> receiving = receive("receive", "--device", DEVICE);
    assertThat(send("--late-reinits", "3", "--max-retreats", "2", "--json", sent.toString()))
        .isEqualTo(ExitCode.FAILED);
    assertThat(receiving.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.FAILED);
    assertThat(Files.readString(sent)).contains("\"lateReinits\": 3", "\"retreats\": 2");
    assertThat(source.out())
        .contains("late reinits 3 (nic0 3), retreats 2", "the guest runs on here");
  }

  @Test
  void precopyThatTakesTooLongIsGivenUp() throws Exception {
    CompletableFuture<Integer> receiving = receive("receive", "--device", SLOW_TO_STOP);
    assertThat(sendSlow("--timeout", "300")).isEqualTo(ExitCode.FAILED);
    assertThat(receiving.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.FAILED);
    assertThat(source.out())
        .contains("why: TIMEOUT: precopy did not converge in time: expected downtime");
  }

  @Test
  void orTheGuestIsPausedNevertheless() throws Exception {
    CompletableFuture<Integer> receiving = receive("receive", "--device", SLOW_TO_STOP);
    assertThat(sendSlow("--timeout", "300", "--timeout-strategy", "switchover"))
        .isEqualTo(ExitCode.COMPLETED);
    assertThat(receiving.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.COMPLETED);
    assertThat(source.out()).contains("warning: precopy took too long");
  }

  private int send(String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("send", "--device", DEVICE));
    arguments.addAll(List.of("--downtime-limit", "5000"));
    return sendTo(arguments, more);
  }

  /** Its forecast never fits. */
  private int sendSlow(String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("send", "--device", SLOW_TO_STOP));
    arguments.addAll(List.of("--downtime-limit", "1"));
    return sendTo(arguments, more);
  }

  private int sendTo(List<String> arguments, String... more) throws Exception {
    arguments.addAll(List.of("--connect", destination.awaitEndpoint()));
    arguments.addAll(List.of(more));
    return source.run(arguments.toArray(String[]::new));
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
