package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.baton.engine.report.AckReport;
import org.baton.engine.report.CountersWriter;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationSnapshot;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.ParticipantProgress;
import org.baton.engine.report.PendingReport;
import org.baton.engine.report.SwitchoverReport;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.vfio.DeviceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A migration seen from another process. */
class StatTest {
  private static final String DEVICE = "sim:name=nic0,initialBytes=256K,stopCopyBytes=256K";

  private final Console console = new Console();

  @TempDir private Path directory;

  private static MigrationSnapshot snapshot(CountersWriter.State state) {
    return new MigrationSnapshot(
        new CountersWriter(4711, state, 12_300),
        new MigrationProgress(
            MigrationStatus.ACTIVE,
            2_300_000_000L,
            85_000_000,
            "waiting for nic0's ack (generation 4)",
            new SwitchoverReport(
                SwitchoverAckMode.REUSABLE, 900 << 20, 203_000_000, 1, 1, 12_300_000),
            List.of(
                new ParticipantProgress(
                    "nic0",
                    DeviceState.PRE_COPY,
                    new PendingReport(10, 2_048, 16 << 20, 8 << 20),
                    64 << 20,
                    60 << 20,
                    new AckReport(4, 3, 3, 1, 250_000_000, 262_000_000, 263_500_000, 120_000_000)),
                new ParticipantProgress(
                    "gpu0",
                    DeviceState.RUNNING_P2P,
                    new PendingReport(0, 0, 1 << 20, 0),
                    0,
                    0,
                    AckReport.NONE))));
  }

  @Test
  void aLinePerCountAndAColumnPerDevice() {
    assertThat(StatTable.of(snapshot(CountersWriter.State.ALIVE)))
        .containsExactly(
            "process           4711, alive",
            "status            active, 2.3 s",
            "no switchover     waiting for nic0's ack (generation 4)",
            "expected downtime 85.0 ms",
            "link carries      900.0 MiB/s",
            "switchover-ack    reusable",
            "waited for acks   203.0 ms",
            "late reinits      1, retreats 1, for which the guest stood still 12.3 ms",
            "",
            "                          nic0          gpu0",
            "state                 pre-copy   running-p2p",
            "moved                 64.0 MiB           0 B",
            "loaded                60.0 MiB           0 B",
            "initial left              10 B           0 B",
            "dirty left             2.0 KiB           0 B",
            "dirty rate           8.0 MiB/s             -",
            "stop-copy left        16.0 MiB       1.0 MiB",
            "acks                       3/4           0/0",
            "pending              1 (gen 4)            no",
            "reinits                      3             0",
            "late requests                1             0",
            "ack p50               250.0 ms             -",
            "ack p99               262.0 ms             -",
            "ack max               263.5 ms             -",
            "ack wait              120.0 ms        0.0 ms");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SILENT | 4711, SILENT for 12.3 s
          DEAD   | 4711, DEAD: killed or crashed; this is how things were 12.3 s ago
          ENDED  | 4711, ended its migration 12.3 s ago
          """)
  void aStaleFileDoesNotLookLikeALiveMigration(CountersWriter.State state, String words) {
    assertThat(StatTable.of(snapshot(state)).getFirst()).contains(words);
  }

  @Test
  void jsonHasTheSame() {
    assertThat(StatJson.of(snapshot(CountersWriter.State.DEAD)).replaceAll("\\s*\\R\\s*", " "))
        .contains(
            "\"process\": { \"pid\": 4711, \"state\": \"dead\", \"silentMillis\": 12300 },"
                + " \"status\": \"active\", \"elapsedMillis\": 2300.000, \"obstacle\": \"waiting"
                + " for nic0's ack (generation 4)\", \"forecastMillis\": 85.000, \"switchoverAck\":"
                + " \"reusable\", \"linkBytesPerSecond\": 943718400, \"ackWaitMillis\": 203.000,"
                + " \"lateReinits\": 1, \"retreats\": 1, \"retreatMillis\": 12.300",
            "{ \"name\": \"nic0\", \"state\": \"pre-copy\", \"movedBytes\": 67108864,"
                + " \"loadedBytes\": 62914560, \"initialBytesLeft\": 10, \"dirtyBytesLeft\": 2048,"
                + " \"stopCopyBytesLeft\": 16777216, \"dirtyBytesPerSecond\": 8388608,"
                + " \"acksPending\": 1, \"reinits\": 3, \"acksRequested\": 4, \"acksReceived\": 3,"
                + " \"ackRoundTripMillis\": { \"p50\": 250.000, \"p99\": 262.000, \"max\": 263.500"
                + " }, \"ackWaitMillis\": 120.000");
  }

  @Test
  void manyDevicesStandBelowEachOther() {
    MigrationSnapshot one = snapshot(CountersWriter.State.ALIVE);
    ParticipantProgress device = one.progress().participants().getFirst();
    List<String> lines =
        StatTable.of(
            new MigrationSnapshot(
                one.writer(),
                new MigrationProgress(
                    MigrationStatus.ACTIVE,
                    0,
                    0,
                    "",
                    SwitchoverReport.NONE,
                    List.of(device, device, device, device, device))));
    assertThat(lines).filteredOn(line -> line.startsWith("state")).hasSize(2);
    assertThat(lines).allMatch(line -> line.length() <= 80);
  }

  @Test
  void watchesAMigrationToItsEnd() throws Exception {
    Path file = directory.resolve("counters");
    Console destination = new Console();
    Console source = new Console();
    CompletableFuture<Integer> receiving = start(destination, "receive", "--device", DEVICE);
    String endpoint = destination.awaitEndpoint();
    CompletableFuture<Integer> sending =
        start(
            source,
            "send",
            "--connect",
            endpoint,
            "--downtime-limit",
            "5000",
            "--counters",
            file.toString(),
            "--device",
            "sim:name=nic0,initialBytes=4M,stopCopyBytes=256K,saveBytesPerSecond=4M");
    while (!Files.exists(file)) {
      assertThat(sending).isNotDone();
      Thread.sleep(10);
    }
    assertThat(console.run("stat", file.toString(), "--watch", "100ms"))
        .isEqualTo(ExitCode.COMPLETED);
    assertThat(sending.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.COMPLETED);
    assertThat(receiving.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.COMPLETED);
    assertThat(console.out().lines())
        .anyMatch(line -> line.startsWith("process") && line.endsWith("alive"))
        .anyMatch(line -> line.startsWith("status") && line.contains("active"))
        .anyMatch(line -> line.startsWith("status") && line.contains("completed"))
        .anyMatch(line -> line.contains("ended its migration"));

    Path json = directory.resolve("stat.json");
    Console again = new Console();
    assertThat(again.run("stat", file.toString(), "--json", json.toString())).isZero();
    assertThat(Files.readString(json)).contains("\"state\": \"ended\"", "\"acksReceived\": 1");
    assertThat(again.out()).contains("completed");
    Console piped = new Console();
    assertThat(piped.run("stat", file.toString(), "--json", "-")).isZero();
    assertThat(piped.out()).startsWith("{").contains("\"status\": \"completed\"").endsWith("}\n");
  }

  private static CompletableFuture<Integer> start(Console console, String... arguments) {
    // The common pool of a small machine has one thread, and neither side ends without the other.
    return CompletableFuture.supplyAsync(
        () -> console.run(arguments), task -> Thread.ofPlatform().start(task));
  }

  @Test
  void whatIsNoCountersFileIsSaidInOneLine() throws Exception {
    Path other = Files.writeString(directory.resolve("other"), "not one of those");
    for (String file :
        List.of(directory.resolve("none").toString(), other.toString(), "/dev/null")) {
      Console each = new Console();
      assertThat(each.run("stat", file)).isEqualTo(ExitCode.REFUSED);
      assertThat(each.err()).singleElement().asString().startsWith("baton stat: ").contains(file);
      assertThat(each.out()).isEmpty();
    }
  }

  @Test
  void onATerminalItIsDrawnInPlace() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Canvas canvas = new Canvas(new PrintStream(out, true, StandardCharsets.UTF_8), 8);
    canvas.draw(List.of("a long line", "b"));
    canvas.draw(List.of("c"));
    canvas.wipe();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "a long l\u001b[K\nb\u001b[K\n\u001b[J"
                + "\u001b[2A\rc\u001b[K\n\u001b[J"
                + "\u001b[1A\r\u001b[J");
  }
}
