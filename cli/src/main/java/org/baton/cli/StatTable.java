package org.baton.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.baton.engine.report.AckReport;
import org.baton.engine.report.Bytes;
import org.baton.engine.report.CountersWriter;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationSnapshot;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.ParticipantProgress;
import org.baton.engine.report.SwitchoverReport;

/** Lays out what a counters file holds: a line per count, a column per device. */
final class StatTable {
  /** So many devices beside each other fit a terminal. */
  private static final int BESIDE = 4;

  private static final int[] WIDTHS = {16, 12, 12, 12, 12};

  /** A line of the table. */
  private record Count(String name, Function<ParticipantProgress, String> value) {}

  private static final List<Count> COUNTS =
      List.of(
          new Count("", ParticipantProgress::name),
          new Count("state", device -> Text.state(device.state())),
          new Count("moved", device -> Text.bytes(device.movedBytes())),
          new Count("loaded", device -> Text.bytes(device.loadedBytes())),
          new Count("initial left", device -> Text.bytes(device.pending().initialBytes())),
          new Count("dirty left", device -> Text.bytes(device.pending().dirtyBytes())),
          new Count("dirty rate", device -> Text.dirtyRate(device.pending())),
          new Count("stop-copy left", device -> Text.bytes(device.pending().stopCopyBytes())),
          new Count("acks", device -> device.acks().received() + "/" + device.acks().requested()),
          new Count("pending", device -> pending(device.acks())),
          new Count("reinits", device -> Long.toString(device.acks().reinits())),
          new Count("late requests", device -> Long.toString(device.acks().late())),
          new Count(
              "ack p50",
              device -> Text.roundTrip(device.acks(), device.acks().roundTripP50Nanos())),
          new Count(
              "ack p99",
              device -> Text.roundTrip(device.acks(), device.acks().roundTripP99Nanos())),
          new Count(
              "ack max",
              device -> Text.roundTrip(device.acks(), device.acks().roundTripMaxNanos())),
          new Count("ack wait", device -> Text.duration(device.acks().waitNanos())));

  private StatTable() {}

  /** All of it, line by line. */
  static List<String> of(MigrationSnapshot snapshot) {
    MigrationProgress progress = snapshot.progress();
    List<String> lines = new ArrayList<>();
    lines.add(line("process", writer(snapshot.writer())));
    lines.add(line("status", progress.status() + ", " + Text.seconds(progress.elapsedNanos())));
    lines.addAll(switchover(progress));
    List<ParticipantProgress> devices = progress.participants();
    for (int from = 0; from < devices.size(); from += BESIDE) {
      lines.add("");
      lines.addAll(table(devices.subList(from, Math.min(from + BESIDE, devices.size()))));
    }
    return lines;
  }

  private static String writer(CountersWriter writer) {
    String silent = Text.seconds(writer.silentMillis() * 1_000_000);
    return switch (writer.state()) {
      case ALIVE -> writer.pid() + ", alive";
      case SILENT ->
          "%d, SILENT for %s: it hangs, or is gone; this is how things were"
              .formatted(writer.pid(), silent);
      case DEAD ->
          "%d, DEAD: killed or crashed; this is how things were %s ago"
              .formatted(writer.pid(), silent);
      case ENDED -> "%d, ended its migration %s ago".formatted(writer.pid(), silent);
    };
  }

  private static List<String> switchover(MigrationProgress progress) {
    List<String> lines = new ArrayList<>();
    SwitchoverReport switchover = progress.switchover();
    if (!progress.obstacle().isEmpty()) {
      lines.add(line("no switchover", Text.oneLine(progress.obstacle())));
    }
    if (progress.forecastNanos() > 0) {
      lines.add(line("expected downtime", Text.duration(progress.forecastNanos())));
    }
    if (switchover.linkBytesPerSecond() > 0) {
      lines.add(line("link carries", Bytes.rate(switchover.linkBytesPerSecond())));
    }
    if (progress.status() != MigrationStatus.SETUP) {
      lines.add(line("switchover-ack", switchover.ackMode().toString()));
      lines.add(line("waited for acks", Text.duration(switchover.ackWaitNanos())));
    }
    if (switchover.lateReinits() > 0) {
      lines.add(
          line(
              "late reinits",
              "%d, retreats %d, for which the guest stood still %s"
                  .formatted(
                      switchover.lateReinits(),
                      switchover.retreats(),
                      Text.duration(switchover.retreatNanos()))));
    }
    return lines;
  }

  private static List<String> table(List<ParticipantProgress> devices) {
    List<List<String>> rows = new ArrayList<>();
    for (Count count : COUNTS) {
      List<String> row = new ArrayList<>();
      row.add(count.name());
      devices.forEach(device -> row.add(Text.oneLine(count.value().apply(device))));
      rows.add(row);
    }
    return Columns.layOut(rows, WIDTHS);
  }

  /** The generation is the number of the last request. */
  private static String pending(AckReport acks) {
    long pending = acks.requested() - acks.received();
    return pending == 0 ? "no" : pending + " (gen " + acks.requested() + ")";
  }

  private static String line(String name, String value) {
    return "%-18s%s".formatted(name, value);
  }
}
