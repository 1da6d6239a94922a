package org.baton.cli;

import java.util.List;
import java.util.Map;
import org.baton.engine.report.DowntimeStages;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.ParticipantReport;
import org.jspecify.annotations.Nullable;

/** Writes how migrations ended, for machines. The fields are those that docs/cli.md lists. */
final class ReportJson {
  private ReportJson() {}

  /**
   * The report of one side.
   *
   * @param head what the run was
   * @param rounds all migrations; the last one is what the fields outside {@code rounds} tell about
   * @param otherSide what the other process held, by round; empty if it is not known
   */
  static String of(RunHead head, List<Round> rounds, Map<Integer, ProcessUsage> otherSide) {
    MigrationReport last = rounds.getLast().report();
    JsonWriter json = new JsonWriter();
    begin(json, head, last.status().toString());
    json.field("transport", head.transport()).field("transportReason", head.transportReason());
    json.field("channels", last.channels());
    json.millisField("totalMillis", last.totalNanos());
    if (head.isSource()) {
      json.millisField("downtimeMillis", last.downtime().totalNanos());
      json.field("downtimeLimitMillis", head.downtimeLimitMillis());
      json.millisField("forecastMillis", last.forecastNanos());
      stages(json, last.downtime());
      SharedJson.switchover(json, last.switchover());
    }
    json.field("slotsInUse", last.slotsInUse());
    json.beginArray("devices");
    for (ParticipantReport device : last.participants()) {
      device(json, head, device);
    }
    json.end();
    json.beginArray("warnings");
    last.warnings().forEach(json::item);
    json.end();
    json.field("recoveryFailed", last.recoveryFailed());
    failure(json, last.failure());
    json.beginArray("rounds");
    for (Round round : rounds) {
      round(json, head, round, otherSide.get(round.number()));
    }
    json.end();
    return json.end().toString();
  }

  /** The report of a run that was refused before it began. */
  static String refused(String role, String cause) {
    JsonWriter json = new JsonWriter();
    json.beginObject().field("role", role).field("version", Version.text());
    json.field("outcome", "failed");
    json.beginObject("error").field("code", "REFUSED").field("participant", (String) null);
    return json.field("cause", cause).field("fromPeer", false).end().end().toString();
  }

  private static void begin(JsonWriter json, RunHead head, String outcome) {
    json.beginObject().field("role", head.role()).field("version", Version.text());
    json.field("outcome", outcome).field("endpoint", head.endpoint());
  }

  private static void stages(JsonWriter json, DowntimeStages stages) {
    json.beginObject("downtimeStages");
    json.millisField("pause", stages.pauseNanos());
    json.millisField("p2p", stages.p2pNanos());
    json.millisField("save", stages.saveNanos());
    json.millisField("load", stages.loadNanos());
    json.millisField("handover", stages.handoverNanos());
    json.millisField("recovery", stages.recoveryNanos());
    json.end();
  }

  private static void device(JsonWriter json, RunHead head, ParticipantReport device) {
    json.beginObject().field("name", device.name());
    json.field("state", Text.state(device.state()));
    json.field("precopyBytes", device.precopyBytes());
    json.field("stopCopyBytes", device.stopCopyBytes());
    json.field("chunks", device.chunks());
    if (head.isSource()) {
      json.field("sourceDigest", digest(device.sourceDigest()));
      json.field("destinationDigest", digest(device.destinationDigest()));
      json.millisField("downtimeMillis", device.downtimeNanos());
      json.millisField("saveMillis", device.saveNanos());
      SharedJson.pending(json, device.pending());
      SharedJson.acks(json, device.acks());
    } else {
      json.field("destinationDigest", digest(device.destinationDigest()));
    }
    json.millisField("loadMillis", device.loadNanos()).end();
  }

  private static void failure(JsonWriter json, @Nullable Failure failure) {
    if (failure == null) {
      json.field("error", (String) null);
      return;
    }
    json.beginObject("error").field("code", failure.code().name());
    json.field("participant", failure.participant()).field("cause", failure.cause());
    json.field("fromPeer", failure.fromPeer()).end();
  }

  private static void round(
      JsonWriter json, RunHead head, Round round, @Nullable ProcessUsage otherSide) {
    json.beginObject().field("round", round.number());
    json.field("outcome", round.report().status().toString());
    json.millisField("totalMillis", round.report().totalNanos());
    if (head.isSource()) {
      json.millisField("downtimeMillis", round.report().downtime().totalNanos());
    }
    usage(json, head.role(), round.usage());
    if (otherSide != null) {
      usage(json, head.otherRole(), otherSide);
    }
    json.end();
  }

  private static void usage(JsonWriter json, String role, ProcessUsage usage) {
    json.beginObject(role);
    json.field("rssBytes", usage.rssBytes()).field("openFds", usage.openFds()).end();
  }

  private static @Nullable String digest(@Nullable Integer crc32c) {
    return crc32c == null ? null : Text.digest(crc32c);
  }
}
