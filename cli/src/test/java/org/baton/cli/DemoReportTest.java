package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.baton.transport.Transport;
import org.baton.transport.TransportChoice;
import org.baton.transport.TransportKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README says of the demo, in the demo's own report. */
class DemoReportTest {
  private static final Pattern DIGESTS =
      Pattern.compile("\"sourceDigest\": (\\S+), \"destinationDigest\": (\\S+),");
  private static final Pattern DOWNTIME =
      Pattern.compile("\"outcome\": \"completed\", .*?\"downtimeMillis\": ([0-9.]+),");
  private static final Pattern STAGES = Pattern.compile("\"downtimeStages\": \\{ ([^}]*) }");
  private static final Pattern USAGE =
      Pattern.compile(
          "\"(source|destination)\": \\{ \"rssBytes\": ([0-9]+), \"openFds\": ([0-9]+) }");

  @TempDir private Path directory;

  /** The report in one line. */
  private String report(List<String> through, String... arguments) throws Exception {
    Path json = directory.resolve("report.json");
    List<String> words = new ArrayList<>(List.of("demo", "--json", json.toString()));
    words.addAll(List.of(arguments));
    try (Launched demo =
        Launched.start(
            directory.resolve("log"), through, List.of(), words.toArray(String[]::new))) {
      assertThat(demo.awaitExit()).as(demo.output()).isEqualTo(ExitCode.COMPLETED);
    }
    return Files.readString(json).replaceAll("\\s*\\R\\s*", " ");
  }

  private static List<MatchResult> all(Pattern pattern, String report) {
    return pattern.matcher(report).results().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "sockets", "io_uring --channels 4"})
  void everyDeviceArrivesAndTheStagesAreTheDowntime(String transport) throws Exception {
    assumeTrue(!transport.startsWith("io_uring") || hasUring(), "this machine denies io_uring");
    String report =
        report(List.of(), ("--downtime-limit 2000 --transport " + transport).split(" ", -1));

    assertThat(all(DIGESTS, report))
        .hasSize(Scenario.PLAIN.devices().size())
        .allSatisfy(
            digests ->
                assertThat(digests.group(1)).startsWith("\"crc32c:").isEqualTo(digests.group(2)));
    double downtime = Double.parseDouble(all(DOWNTIME, report).getFirst().group(1));
    double stages =
        Stream.of(all(STAGES, report).getFirst().group(1).split(", ", -1))
            .mapToDouble(stage -> Double.parseDouble(stage.split(": ", -1)[1]))
            .sum();
    assertThat(downtime).isPositive();
    assertThat(stages).isCloseTo(downtime, within(downtime / 10));
  }

  /**
   * A leaked chunk of 1 MiB per transfer would be 80 MiB between the rounds compared; what the JVM
   * itself still takes then, for its compilers and in steps, was 10 MiB where this was written.
   */
  @Test
  void aHundredTransfersLeaveMemoryAndFdsAsTheyWere() throws Exception {
    String report =
        report(
            List.of(),
            "--repeat",
            "100",
            "--downtime-limit",
            "5000",
            "--device",
            "sim:name=nic0,initialBytes=1M,stopCopyBytes=1M",
            "--device",
            "sim:name=nic1,initialBytes=1M,stopCopyBytes=1M");
    for (String role : List.of(RunHead.SOURCE, RunHead.DESTINATION)) {
      List<MatchResult> rounds =
          all(USAGE, report).stream().filter(usage -> usage.group(1).equals(role)).toList();
      assertThat(rounds).hasSize(100);
      assertThat(rounds.subList(1, 100))
          .extracting(usage -> usage.group(3))
          .containsOnly(fds(rounds.get(1)));
      assertThat(rss(rounds.get(99)) - rss(rounds.get(19))).isLessThan(32L << 20);
    }
  }

  private static String fds(MatchResult usage) {
    return usage.group(3);
  }

  private static long rss(MatchResult usage) {
    return Long.parseLong(usage.group(2));
  }

  /** Even root is denied io_uring's memory when it has no locked memory and not the capability. */
  @Test
  void withoutLockedMemoryAutoTakesSocketsAndSaysWhy() throws Exception {
    assumeTrue(hasUring(), "this machine denies io_uring anyway");
    List<String> unprivileged =
        List.of(
            "setpriv",
            "--bounding-set",
            "-ipc_lock",
            "--inh-caps",
            "-ipc_lock",
            "prlimit",
            "--memlock=0:0");
    assumeTrue(works(unprivileged), "only root can give up CAP_IPC_LOCK, with util-linux");
    assertThat(report(unprivileged, "--device", "sim:name=nic0,initialBytes=1M,stopCopyBytes=1M"))
        .containsPattern("\"transport\": \"sockets\", \"transportReason\": \"[^\"]*locked memory");
  }

  private static boolean hasUring() throws Exception {
    return Transport.choose(TransportChoice.AUTO).kind() == TransportKind.IO_URING;
  }

  private static boolean works(List<String> through) throws Exception {
    List<String> command = new ArrayList<>(through);
    command.add("true");
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
