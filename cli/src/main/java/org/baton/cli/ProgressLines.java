package org.baton.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.baton.engine.report.AckReport;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.ParticipantProgress;

/** Turns progress into lines, one per device. Keeps the last one, to know the rates. */
final class ProgressLines {
  private static final int[] LOG_WIDTHS = {8, 12, 16, 12, 17, 15, 19, 20, 8, 9, 16, 12, 12, 17};

  private final boolean source;
  private final Map<String, Long> lastMovedBytes = new HashMap<>();
  private long lastNanos;

  /** For a source, which knows what is left, or a destination, which does not. */
  ProgressLines(boolean source) {
    this.source = source;
  }

  /** Tables with a head, to be drawn over the last ones. */
  List<String> table(MigrationProgress progress) {
    List<String> lines = new ArrayList<>();
    lines.add(head(progress));
    lines.addAll(movedTable(progress));
    if (source && progress.participants().stream().anyMatch(device -> hasAcks(device.acks()))) {
      lines.addAll(ackTable(progress));
    }
    remember(progress);
    return lines;
  }

  private List<String> movedTable(MigrationProgress progress) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        source
            ? List.of("device", "state", "moved", "rate", "initial", "dirty", "stop-copy")
            : List.of("device", "state", "loaded", "rate"));
    for (ParticipantProgress device : progress.participants()) {
      List<String> row = new ArrayList<>();
      row.add(device.name());
      row.add(Text.state(device.state()));
      row.add(Text.bytes(device.movedBytes()));
      row.add(rate(device, progress.elapsedNanos()));
      if (source) {
        row.add(Text.bytes(device.pending().initialBytes()));
        row.add(Text.bytes(device.pending().dirtyBytes()));
        row.add(Text.bytes(device.pending().stopCopyBytes()));
      }
      rows.add(row);
    }
    return source
        ? Columns.layOut(rows, 6, 12, 10, 11, 9, 9, 9)
        : Columns.layOut(rows, 8, 12, 10, 12);
  }

  /** Below the other, because a terminal has 80 columns. */
  private static List<String> ackTable(MigrationProgress progress) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "device",
            "dirty rate",
            "acks",
            "reinits",
            "ack p50",
            "ack p99",
            "ack max",
            "ack wait"));
    for (ParticipantProgress device : progress.participants()) {
      AckReport acks = device.acks();
      rows.add(
          List.of(
              device.name(),
              Text.dirtyRate(device.pending()),
              acks(acks),
              Long.toString(acks.reinits()),
              Text.roundTrip(acks, acks.roundTripP50Nanos()),
              Text.roundTrip(acks, acks.roundTripP99Nanos()),
              Text.roundTrip(acks, acks.roundTripMaxNanos()),
              Text.duration(acks.waitNanos())));
    }
    return Columns.layOut(rows, 6, 12, 5, 7, 9, 9, 9, 9);
  }

  private static boolean hasAcks(AckReport acks) {
    return acks.requested() > 0 || acks.reinits() > 0;
  }

  /** Lines that are understood without the others. */
  List<String> log(MigrationProgress progress) {
    List<List<String>> rows = new ArrayList<>();
    for (ParticipantProgress device : progress.participants()) {
      List<String> row = new ArrayList<>();
      row.add(device.name());
      row.add(Text.state(device.state()));
      row.add(Text.bytes(device.movedBytes()) + (source ? " moved" : " loaded"));
      row.add(rate(device, progress.elapsedNanos()));
      if (source) {
        logSource(row, device);
      }
      rows.add(row);
    }
    String when = "%7s  %s  ".formatted(Text.seconds(progress.elapsedNanos()), progress.status());
    List<String> lines = new ArrayList<>();
    if (progress.forecastNanos() != 0) {
      lines.add(when + "expected downtime " + Text.duration(progress.forecastNanos()));
    }
    for (String row : Columns.layOut(rows, source ? LOG_WIDTHS : new int[] {8, 12, 16, 12})) {
      lines.add(when + row);
    }
    remember(progress);
    return lines;
  }

  private static void logSource(List<String> row, ParticipantProgress device) {
    AckReport acks = device.acks();
    row.add("initial " + Text.bytes(device.pending().initialBytes()));
    row.add("dirty " + Text.bytes(device.pending().dirtyBytes()));
    row.add("stop-copy " + Text.bytes(device.pending().stopCopyBytes()));
    row.add("dirties " + Text.dirtyRate(device.pending()));
    row.add("acks " + acks(acks));
    row.add("reinits " + acks.reinits());
    row.add("ack p50 " + Text.roundTrip(acks, acks.roundTripP50Nanos()));
    row.add("p99 " + Text.roundTrip(acks, acks.roundTripP99Nanos()));
    row.add("max " + Text.roundTrip(acks, acks.roundTripMaxNanos()));
    row.add("ack wait " + Text.duration(acks.waitNanos()));
  }

  private static String head(MigrationProgress progress) {
    String head = progress.status() + ", " + Text.seconds(progress.elapsedNanos());
    if (!progress.obstacle().isEmpty()) {
      return head + ", " + progress.obstacle();
    }
    return progress.forecastNanos() == 0
        ? head
        : head + ", expected downtime " + Text.duration(progress.forecastNanos());
  }

  /** Received, and how many were asked for. */
  private static String acks(AckReport acks) {
    return acks.received() + "/" + acks.requested();
  }

  private String rate(ParticipantProgress device, long nowNanos) {
    long nanos = nowNanos - lastNanos;
    long bytes = device.movedBytes() - lastMovedBytes.getOrDefault(device.name(), 0L);
    return nanos <= 0 ? "-" : Text.bytes((long) (bytes * 1e9 / nanos)) + "/s";
  }

  private void remember(MigrationProgress progress) {
    lastNanos = progress.elapsedNanos();
    for (ParticipantProgress device : progress.participants()) {
      lastMovedBytes.put(device.name(), device.movedBytes());
    }
  }
}
