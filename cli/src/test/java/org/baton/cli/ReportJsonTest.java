package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.wire.FailCode;
import org.junit.jupiter.api.Test;

/** The fields that scripts read. */
class ReportJsonTest {
  /** Without the line breaks. */
  private static String flat(String json) {
    return json.replaceAll("\\s*\\R\\s*", " ");
  }

  @Test
  void sourceTellsOutcomeStagesDevicesAndRounds() {
    String json =
        ReportJson.of(
            Reports.SOURCE,
            List.of(Reports.round(1, Reports.failed()), Reports.round(2, Reports.completed())),
            Map.of(2, new ProcessUsage(5, 6)));
    assertThat(flat(json))
        .contains(
            "\"role\": \"source\"",
            "\"outcome\": \"completed\"",
            "\"transport\": \"io_uring\"",
            "\"channels\": 4",
            "\"totalMillis\": 2143.000",
            "\"downtimeMillis\": 85.000, \"downtimeLimitMillis\": 300, \"forecastMillis\": 78.300",
            "\"downtimeStages\": { \"pause\": 1.000, \"p2p\": 2.000, \"save\": 50.000,"
                + " \"load\": 30.000, \"handover\": 2.000, \"recovery\": 0.000 }",
            "{ \"name\": \"nic0\", \"state\": \"stop\", \"precopyBytes\": 3145728,"
                + " \"stopCopyBytes\": 1048576, \"chunks\": 5, \"sourceDigest\":"
                + " \"crc32c:1a2b3c4d\", \"destinationDigest\": \"crc32c:1a2b3c4d\","
                + " \"downtimeMillis\": 81.200,",
            "\"switchoverAck\": \"reusable\", \"linkBytesPerSecond\": 943718400, \"ackWaitMillis\":"
                + " 203.000, \"lateReinits\": 1, \"retreats\": 1, \"retreatMillis\": 12.300",
            "\"reinits\": 4, \"acksRequested\": 5, \"acksReceived\": 5, \"ackRoundTripMillis\": {"
                + " \"p50\": 250.000, \"p99\": 262.000, \"max\": 263.500 },"
                + " \"ackWaitMillis\": 120.000",
            "\"name\": \"a\\\"b\"",
            "\"crc32c:00000000\"",
            "\"warnings\": [ \"device nic1 did not stop\" ], \"recoveryFailed\": false, \"error\":"
                + " null",
            "{ \"round\": 2, \"outcome\": \"completed\", \"totalMillis\": 2143.000,"
                + " \"downtimeMillis\": 85.000, \"source\": { \"rssBytes\": 104857600,"
                + " \"openFds\": 18 }, \"destination\": { \"rssBytes\": 5, \"openFds\": 6 } }");
  }

  @Test
  void failureSaysWhoAndWhy() {
    assertThat(
            flat(
                ReportJson.of(
                    Reports.SOURCE, List.of(Reports.round(1, Reports.failed())), Map.of())))
        .contains(
            "\"outcome\": \"failed\"",
            "\"state\": \"running\"",
            "\"initialBytesLeft\": 5242880, \"dirtyBytesLeft\": 4096, \"stopCopyBytesLeft\":"
                + " 1048576, \"dirtyBytesPerSecond\": 0",
            "\"sourceDigest\": null",
            "\"error\": { \"code\": \"DEVICE\", \"participant\": \"nic0\","
                + " \"cause\": \"device nic0: read: EIO\", \"fromPeer\": true }");
  }

  @Test
  void whatCouldNotBeBroughtBackIsMarked() {
    MigrationReport stuck =
        Reports.stuck(MigrationStatus.FAILED, FailCode.CONNECTION, List.of("nic0: EIO"));
    assertThat(flat(ReportJson.of(Reports.SOURCE, List.of(Reports.round(1, stuck)), Map.of())))
        .contains("\"warnings\": [ \"nic0: EIO\" ], \"recoveryFailed\": true");
  }

  @Test
  void destinationTellsWhatItLoaded() {
    assertThat(
            ReportJson.of(
                Reports.DESTINATION, List.of(Reports.round(1, Reports.completed())), Map.of()))
        .contains(
            "\"role\": \"destination\"", "\"precopyBytes\": 3145728", "\"stopCopyBytes\": 1048576")
        .doesNotContain("downtimeStages", "sourceDigest", "switchoverAck", "acksRequested");
  }

  @Test
  void refusalIsAFailureToo() {
    assertThat(ReportJson.refused(RunHead.SOURCE, "no such device"))
        .contains(
            "\"outcome\": \"failed\"", "\"code\": \"REFUSED\"", "\"cause\": \"no such device\"");
  }
}
