package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source whose destination dies between COMMIT and RUNNING keeps its devices open. */
class HoldTest {
  private static final String DEVICE = "sim:name=nic0,initialBytes=64K,stopCopyBytes=64K";
  // COMMIT comes before this and RUNNING after it: a minute in which to kill.
  private static final String SLOW_START = DEVICE + ",fault=state:RUNNING:delay=60s";

  @TempDir private Path directory;

  private Launched receive() throws Exception {
    Launched destination =
        Launched.start(directory.resolve("received"), "receive", "--device", SLOW_START);
    destination.awaitOutput(Receive.LISTENING, 1);
    return destination;
  }

  private Launched send(Launched destination, String... more) throws Exception {
    String endpoint =
        destination
            .output()
            .lines()
            .findFirst()
            .orElseThrow()
            .substring(Receive.LISTENING.length());
    String[] arguments = {
      "send", "--connect", endpoint, "--device", DEVICE, "--downtime-limit", "5000"
    };
    String[] all = new String[arguments.length + more.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return Launched.start(directory.resolve("sent"), all);
  }

  /** The destination says "device" from READY on; a second later COMMIT has come. */
  private static void awaitCommit(Launched destination) throws Exception {
    destination.awaitOutput("  device  ", 2);
  }

  @Test
  void onlyASignalThatComesAfterTheExplanationEndsIt() throws Exception {
    Path json = directory.resolve("report.json");
    try (Launched destination = receive();
        Launched source = send(destination, "--json", json.toString())) {
      awaitCommit(destination);
      source.signal("INT");
      source.signal("TERM");
      destination.kill();

      source.awaitOutput("until you end this process", 1);
      source.awaitOutput("kill ", 1);
      assertThat(source.endsWithin(1)).as(source.output()).isFalse();
      assertThat(source.output())
          .contains(
              "unknown after",
              " until COMMIT, ",
              "THE OUTCOME IS UNKNOWN",
              "Do not run the guest here");
      assertThat(Files.readString(json)).contains("\"outcome\": \"unknown\"");

      source.signal("HUP");
      assertThat(source.endsWithin(1)).as(source.output()).isFalse();

      source.signal("TERM");
      assertThat(source.awaitExit()).as(source.output()).isEqualTo(ExitCode.UNKNOWN);
    }
  }

  @Test
  void holdsAlsoWhenItsReportCannotBeWritten() throws Exception {
    Path json = Files.createDirectory(directory.resolve("reports")).resolve("report.json");
    try (Launched destination = receive();
        Launched source = send(destination, "--json", json.toString())) {
      awaitCommit(destination);
      Files.delete(json);
      Files.delete(json.getParent());
      destination.kill();

      source.awaitOutput("until you end this process", 1);
      assertThat(source.endsWithin(1)).as(source.output()).isFalse();
      assertThat(source.output()).contains("report.json could not be written");
      source.signal("INT");
      assertThat(source.awaitExit()).as(source.output()).isEqualTo(ExitCode.UNKNOWN);
    }
  }

  @Test
  void endsAtOnceIfToldNotToHold() throws Exception {
    try (Launched destination = receive();
        Launched source = send(destination, "--no-hold")) {
      awaitCommit(destination);
      destination.kill();
      assertThat(source.awaitExit()).as(source.output()).isEqualTo(ExitCode.UNKNOWN);
      assertThat(source.output()).contains("THE OUTCOME IS UNKNOWN", "because of --no-hold");
    }
  }
}
