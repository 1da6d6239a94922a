package org.baton.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.baton.engine.report.DowntimeStages;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.ParticipantReport;

/** Lays out how a migration ended, for people. */
final class ReportTable {
  private ReportTable() {}

  /** The whole report, line by line. */
  static List<String> of(RunHead head, MigrationReport report) {
    List<String> lines = new ArrayList<>();
    if (!report.participants().isEmpty()) {
      lines.addAll(head.isSource() ? sourceRows(report) : destinationRows(report));
      lines.add("");
    }
    lines.add(outcome(head, report));
    if (report.downtime().totalNanos() > 0) {
      lines.addAll(downtime(head, report));
    }
    if (report.failure() != null) {
      lines.add("  why: " + Text.oneLine(report.failure().toString()));
    }
    warnings(report).forEach(warning -> lines.add("  warning: " + Text.oneLine(warning)));
    return lines;
  }

  /** What the engine warns of, and what it counts although it should be nothing. */
  static List<String> warnings(MigrationReport report) {
    List<String> warnings = new ArrayList<>(report.warnings());
    if (report.slotsInUse() != 0) {
      warnings.add(
          "slots not given back at the end: %d; this is a defect of Baton, please report it"
              .formatted(report.slotsInUse()));
    }
    return warnings;
  }

  private static List<String> sourceRows(MigrationReport report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("device", "precopy", "stop-copy", "downtime", "digest", "crc32c"));
    long precopyBytes = 0;
    long stopCopyBytes = 0;
    for (ParticipantReport device : report.participants()) {
      precopyBytes += device.precopyBytes();
      stopCopyBytes += device.stopCopyBytes();
      rows.add(
          List.of(
              device.name(),
              Text.bytes(device.precopyBytes()),
              Text.bytes(device.stopCopyBytes()),
              device.downtimeNanos() == 0 ? "-" : Text.duration(device.downtimeNanos()),
              verdict(device),
              digests(device)));
    }
    if (report.participants().size() > 1) {
      rows.add(
          List.of(
              "all",
              Text.bytes(precopyBytes),
              Text.bytes(stopCopyBytes),
              report.downtime().totalNanos() == 0
                  ? "-"
                  : Text.duration(report.downtime().totalNanos()),
              "",
              ""));
    }
    return Columns.layOut(rows, 8, 10, 10, 10, 7, 0);
  }

  private static List<String> destinationRows(MigrationReport report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("device", "loaded", "loading took", "crc32c"));
    for (ParticipantReport device : report.participants()) {
      rows.add(
          List.of(
              device.name(),
              Text.bytes(device.precopyBytes() + device.stopCopyBytes()),
              Text.duration(device.loadNanos()),
              device.destinationDigest() == 0 ? "-" : hex(device.destinationDigest())));
    }
    return Columns.layOut(rows, 8, 10, 12, 0);
  }

  private static String verdict(ParticipantReport device) {
    if (device.sourceDigest() == 0 || device.destinationDigest() == 0) {
      return "-";
    }
    return device.sourceDigest() == device.destinationDigest() ? "equal" : "DIFFER";
  }

  private static String digests(ParticipantReport device) {
    return switch (verdict(device)) {
      case "-" -> "-";
      case "equal" -> hex(device.sourceDigest());
      default -> hex(device.sourceDigest()) + " / " + hex(device.destinationDigest());
    };
  }

  private static String hex(int digest) {
    return String.format(Locale.ROOT, "%08x", digest);
  }

  private static String outcome(RunHead head, MigrationReport report) {
    String over =
        "%s (%s), %d %s"
            .formatted(
                head.transport(),
                head.transportReason(),
                report.channels(),
                report.channels() == 1 ? "channel" : "channels");
    String total = Text.duration(report.totalNanos());
    return switch (report.status()) {
      case COMPLETED -> "completed in " + total + " over " + over;
      case UNKNOWN -> "unknown after " + total + " over " + over;
      case CANCELLED -> "cancelled after " + total + "; " + guest(head, report);
      case NONE, SETUP, ACTIVE, DEVICE, FAILED ->
          "failed after " + total + "; " + guest(head, report);
    };
  }

  /** Not more than this side knows: a source's warnings may be about the way back. */
  private static String guest(RunHead head, MigrationReport report) {
    if (!head.isSource()) {
      return "the guest was not started here";
    }
    return report.warnings().isEmpty()
        ? "the guest runs on here"
        : "the guest stays here; how it and its devices are, see the warnings";
  }

  private static List<String> downtime(RunHead head, MigrationReport report) {
    DowntimeStages stages = report.downtime();
    return List.of(
        "downtime %s%s, forecast %s, limit %d ms"
            .formatted(
                Text.duration(stages.totalNanos()),
                // What came after, this side has not seen.
                report.status() == MigrationStatus.UNKNOWN ? " until COMMIT" : "",
                report.forecastNanos() == 0 ? "none" : Text.duration(report.forecastNanos()),
                head.downtimeLimitMillis()),
        "  pause %s, p2p %s, save %s, load %s, handover %s%s"
            .formatted(
                Text.duration(stages.pauseNanos()),
                Text.duration(stages.p2pNanos()),
                Text.duration(stages.saveNanos()),
                Text.duration(stages.loadNanos()),
                Text.duration(stages.handoverNanos()),
                stages.recoveryNanos() == 0
                    ? ""
                    : ", recovery " + Text.duration(stages.recoveryNanos())));
  }
}
