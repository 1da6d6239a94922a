package org.baton.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.baton.engine.report.DowntimeStages;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.ParticipantReport;
import org.baton.engine.report.SwitchoverReport;
import org.jspecify.annotations.Nullable;

/** Lays out how a migration ended, for people. */
final class ReportTable {
  private static final int[] SOURCE_WIDTHS = {8, 10, 10, 10, 7};

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
    lines.addAll(switchover(report));
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
    List<ParticipantReport> devices = report.participants();
    boolean acks = devices.stream().anyMatch(device -> device.acks().requested() > 0);
    boolean reinits = devices.stream().anyMatch(device -> device.acks().reinits() > 0);
    List<List<String>> rows = new ArrayList<>();
    rows.add(sourceHead(acks, reinits));
    long precopyBytes = 0;
    long stopCopyBytes = 0;
    for (ParticipantReport device : devices) {
      precopyBytes += device.precopyBytes();
      stopCopyBytes += device.stopCopyBytes();
      rows.add(sourceRow(device, acks, reinits));
    }
    if (devices.size() > 1) {
      List<String> all = new ArrayList<>();
      all.add("all");
      all.add(Text.bytes(precopyBytes));
      all.add(Text.bytes(stopCopyBytes));
      all.add(duration(report.downtime().totalNanos()));
      all.addAll(Collections.nCopies(rows.getFirst().size() - all.size(), ""));
      rows.add(all);
    }
    int[] widths = new int[rows.getFirst().size()];
    System.arraycopy(SOURCE_WIDTHS, 0, widths, 0, SOURCE_WIDTHS.length);
    return Columns.layOut(rows, widths);
  }

  private static List<String> sourceHead(boolean acks, boolean reinits) {
    List<String> head = new ArrayList<>();
    head.addAll(List.of("device", "precopy", "stop-copy", "downtime", "digest", "crc32c"));
    if (acks) {
      head.add("acks");
    }
    if (reinits) {
      head.add("reinits");
    }
    return head;
  }

  private static List<String> sourceRow(ParticipantReport device, boolean acks, boolean reinits) {
    List<String> row = new ArrayList<>();
    row.add(device.name());
    row.add(Text.bytes(device.precopyBytes()));
    row.add(Text.bytes(device.stopCopyBytes()));
    row.add(duration(device.downtimeNanos()));
    row.add(verdict(device));
    row.add(digests(device));
    if (acks) {
      row.add(device.acks().received() + "/" + device.acks().requested());
    }
    if (reinits) {
      row.add(Long.toString(device.acks().reinits()));
    }
    return row;
  }

  private static String duration(long nanos) {
    return nanos == 0 ? "-" : Text.duration(nanos);
  }

  private static String lateDevices(MigrationReport report) {
    return report.participants().stream()
        .filter(device -> device.acks().late() > 0)
        .map(device -> device.name() + " " + device.acks().late())
        .collect(Collectors.joining(", "));
  }

  /** Nothing of acks and retreats where there were none. */
  private static List<String> switchover(MigrationReport report) {
    SwitchoverReport switchover = report.switchover();
    List<String> lines = new ArrayList<>();
    if (switchover.ackWaitNanos() > 0) {
      lines.add(
          "  waited %s for acks alone (switchover-ack %s)"
              .formatted(Text.duration(switchover.ackWaitNanos()), switchover.ackMode()));
    }
    if (switchover.lateReinits() > 0) {
      lines.add(
          "  late reinits %d (%s), retreats %d%s"
              .formatted(
                  switchover.lateReinits(),
                  lateDevices(report),
                  switchover.retreats(),
                  switchover.retreats() == 0
                      ? ""
                      : ", for which the guest stood still "
                          + Text.duration(switchover.retreatNanos())));
    }
    return lines;
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
              hex(device.destinationDigest())));
    }
    return Columns.layOut(rows, 8, 10, 12, 0);
  }

  private static String verdict(ParticipantReport device) {
    Integer sent = device.sourceDigest();
    Integer loaded = device.destinationDigest();
    if (sent == null || loaded == null) {
      return "-";
    }
    return sent.equals(loaded) ? "equal" : "DIFFER";
  }

  private static String digests(ParticipantReport device) {
    return switch (verdict(device)) {
      case "-" -> "-";
      case "equal" -> hex(device.sourceDigest());
      default -> hex(device.sourceDigest()) + " / " + hex(device.destinationDigest());
    };
  }

  private static String hex(@Nullable Integer digest) {
    return digest == null ? "-" : String.format(Locale.ROOT, "%08x", digest);
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

  /** Not more than this side knows. */
  private static String guest(RunHead head, MigrationReport report) {
    if (!head.isSource()) {
      return "the guest was not started here";
    }
    return report.recoveryFailed()
        ? "the guest stays here; how it and its devices are, see the warnings"
        : "the guest runs on here";
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
