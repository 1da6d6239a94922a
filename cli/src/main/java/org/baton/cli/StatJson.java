package org.baton.cli;

import org.baton.engine.report.AckReport;
import org.baton.engine.report.CountersWriter;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationSnapshot;
import org.baton.engine.report.ParticipantProgress;

/** Writes what a counters file holds, for machines. The fields are those that docs/cli.md lists. */
final class StatJson {
  private StatJson() {}

  /** All of it. */
  static String of(MigrationSnapshot snapshot) {
    MigrationProgress progress = snapshot.progress();
    CountersWriter writer = snapshot.writer();
    JsonWriter json = new JsonWriter();
    json.beginObject().field("version", Version.text());
    json.beginObject("process").field("pid", writer.pid());
    json.field("state", writer.state().toString());
    json.field("silentMillis", writer.silentMillis()).end();
    json.field("status", progress.status().toString());
    json.millisField("elapsedMillis", progress.elapsedNanos());
    json.field("obstacle", progress.obstacle().isEmpty() ? null : progress.obstacle());
    json.millisField("forecastMillis", progress.forecastNanos());
    SharedJson.switchover(json, progress.switchover());
    json.beginArray("devices");
    progress.participants().forEach(device -> device(json, device));
    return json.end().end().toString();
  }

  private static void device(JsonWriter json, ParticipantProgress device) {
    AckReport acks = device.acks();
    json.beginObject().field("name", device.name());
    json.field("state", Text.state(device.state()));
    json.field("movedBytes", device.movedBytes()).field("loadedBytes", device.loadedBytes());
    SharedJson.pending(json, device.pending());
    json.field("acksPending", acks.requested() - acks.received());
    SharedJson.acks(json, acks);
    json.end();
  }
}
