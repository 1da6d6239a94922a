package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's scenarios, in its own reports. */
class ScenarioTest {
  private static final Pattern ACKS =
      Pattern.compile(
          "\"reinits\": ([0-9]+), \"acksRequested\": ([0-9]+), \"acksReceived\": ([0-9]+)");

  @TempDir private Path directory;

  /** What a device's acks were. */
  private record Acks(int reinits, int requested, int received) {}

  /** Runs the demo; its report in one line. */
  private String demo(int code, String... arguments) throws Exception {
    Path json = directory.resolve("report.json");
    List<String> words = new ArrayList<>(List.of("demo", "--json", json.toString()));
    words.addAll(List.of(arguments));
    // The limit is of no interest here, and a busy machine must not keep a source from going over.
    words.addAll(List.of("--downtime-limit", "2000"));
    try (Launched demo = Launched.start(directory.resolve("log"), words.toArray(String[]::new))) {
      assertThat(demo.awaitExit()).as(demo.output()).isEqualTo(code);
    }
    return Files.readString(json).replaceAll("\\s*\\R\\s*", " ");
  }

  private static List<Acks> acks(String report) {
    return ACKS.matcher(report)
        .results()
        .map(
            acks ->
                new Acks(
                    Integer.parseInt(acks.group(1)),
                    Integer.parseInt(acks.group(2)),
                    Integer.parseInt(acks.group(3))))
        .toList();
  }

  private static int field(String report, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\": ([0-9]+)").matcher(report);
    assertThat(matcher.find()).as(report).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private static void assertEachReinitIsAcknowledged(List<Acks> devices) {
    Acks busy = devices.getFirst();
    assertThat(busy.reinits()).isGreaterThanOrEqualTo(3);
    assertThat(busy.requested()).isEqualTo(busy.reinits() + 1);
    assertThat(busy.received()).isEqualTo(busy.requested());
    assertThat(devices.subList(1, devices.size())).containsOnly(new Acks(0, 1, 1));
  }

  private static void assertOnlyTheFirstIsAcknowledged(List<Acks> devices) {
    assertThat(devices.getFirst().reinits()).isGreaterThanOrEqualTo(3);
    assertThat(devices).extracting(Acks::requested).containsOnly(1);
    assertThat(devices).extracting(Acks::received).containsOnly(1);
  }

  @Test
  void eachReinitIsAcknowledged() throws Exception {
    String report = demo(ExitCode.COMPLETED, "--scenario", "reinit");
    assertThat(report).contains("\"switchoverAck\": \"reusable\"");
    assertThat(acks(report)).hasSize(4);
    assertEachReinitIsAcknowledged(acks(report));
  }

  @Test
  void withoutAcksNoneIsAskedFor() throws Exception {
    String report = demo(ExitCode.COMPLETED, "--switchover-ack", "off");
    assertThat(report).contains("\"switchoverAck\": \"off\"", "\"ackWaitMillis\": 0.000");
    assertThat(acks(report)).containsOnly(new Acks(0, 0, 0));
  }

  @Test
  void theComparisonHoldsTheReportsOfBothModes() throws Exception {
    String report = demo(ExitCode.COMPLETED, "--scenario", "reinit", "--compare", "--rounds", "1");
    assertThat(report).contains("\"scenario\": \"reinit\", \"rounds\": 1, \"downtimeRatio\"");
    assertThat(Files.readString(directory.resolve("log")))
        .contains("by turns, rounds: 1", "downtime, reusable", "downtime, legacy");
    List<Acks> devices = acks(report);
    assertThat(devices).hasSize(8);
    assertEachReinitIsAcknowledged(devices.subList(0, 4));
    assertOnlyTheFirstIsAcknowledged(devices.subList(4, 8));
  }

  @Test
  void aComparisonEndsWithTheFirstRunThatFails() throws Exception {
    try (Launched demo =
        Launched.start(
            directory.resolve("log"),
            "demo",
            "--scenario",
            "reinit",
            "--compare",
            "--timeout",
            "100")) {
      assertThat(demo.awaitExit()).as(demo.output()).isEqualTo(ExitCode.FAILED);
      assertThat(demo.output()).contains("TIMEOUT").doesNotContain("by turns");
    }
  }

  @Test
  void aLateReinitMakesTheSourceRetreat() throws Exception {
    String report = demo(ExitCode.COMPLETED, "--scenario", "late-reinit");
    assertThat(field(report, "retreats")).isOne();
    assertThat(field(report, "lateReinits")).isOne();
    assertThat(acks(report).getFirst()).isEqualTo(new Acks(1, 2, 2));
  }

  @Test
  void orFail() throws Exception {
    String report =
        demo(ExitCode.FAILED, "--scenario", "late-reinit", "--late-reinit-policy", "fail");
    assertThat(field(report, "retreats")).isZero();
    assertThat(report)
        .contains(
            "\"outcome\": \"failed\"",
            "\"error\": { \"code\": \"DEVICE\", \"participant\": \"nic0\"",
            "\"warnings\": []");
    assertThat(Files.readString(directory.resolve("log"))).contains("the guest runs on here");
  }

  @Test
  void orGoOn() throws Exception {
    String report =
        demo(ExitCode.COMPLETED, "--scenario", "late-reinit", "--late-reinit-policy", "proceed");
    assertThat(field(report, "retreats")).isZero();
    assertThat(field(report, "lateReinits")).isOne();
  }
}
