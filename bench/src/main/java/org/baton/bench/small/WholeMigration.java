package org.baton.bench.small;

import com.google.gson.JsonObject;
import org.baton.bench.harness.Figures;
import org.baton.bench.harness.MigrationFigures;
import org.baton.bench.harness.Round;

/**
 * One migration.
 *
 * @param told what the source tells of it
 * @param round what it cost
 */
record WholeMigration(MigrationFigures told, Round round) {
  /** All of it. */
  double totalMillis() {
    return told.millis("totalNanos");
  }

  /** While the guest stood still. */
  double downtimeMillis() {
    return told.millis("downtimeNanos");
  }

  /** On processors, while the devices were moved. */
  double cpuMillis() {
    return (round.source().cpuNanos() + round.destination().cpuNanos()) / 1e6;
  }

  /** As it stands in a report. */
  JsonObject json() {
    JsonObject json = round.json();
    json.addProperty("totalMillis", Figures.rounded(totalMillis()));
    json.addProperty("downtimeMillis", Figures.rounded(downtimeMillis()));
    for (String stage : new String[] {"pause", "p2p", "save", "load", "handover"}) {
      json.addProperty(stage + "Millis", Figures.rounded(told.millis(stage + "Nanos")));
    }
    return json;
  }
}
