package org.baton.bench.baton;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.baton.engine.report.DowntimeStages;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.ParticipantReport;

/** What a migration's report says, one figure a line, for the harness. */
final class ReportFigures {
  private ReportFigures() {}

  /**
   * Writes them.
   *
   * @param file where; nowhere if empty
   * @throws IOException if that fails
   */
  static void write(String file, MigrationReport report) throws IOException {
    if (!file.isEmpty()) {
      Files.write(Path.of(file), lines(report));
    }
  }

  /** {@code NAME VALUE}; a device's begin with its name and a dot. */
  static List<String> lines(MigrationReport report) {
    List<String> lines = new ArrayList<>();
    DowntimeStages downtime = report.downtime();
    lines.add("totalNanos " + report.totalNanos());
    lines.add("downtimeNanos " + downtime.totalNanos());
    lines.add("pauseNanos " + downtime.pauseNanos());
    lines.add("p2pNanos " + downtime.p2pNanos());
    lines.add("saveNanos " + downtime.saveNanos());
    lines.add("loadNanos " + downtime.loadNanos());
    lines.add("handoverNanos " + downtime.handoverNanos());
    for (ParticipantReport device : report.participants()) {
      lines.add(device.name() + ".downtimeNanos " + device.downtimeNanos());
      lines.add(device.name() + ".loadNanos " + device.loadNanos());
      lines.add(device.name() + ".acks " + device.acks().received());
    }
    return lines;
  }
}
