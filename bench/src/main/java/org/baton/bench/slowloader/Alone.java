package org.baton.bench.slowloader;

import com.google.gson.JsonObject;
import org.baton.bench.harness.Figures;
import org.baton.bench.harness.Round;

/**
 * A round without a slow device.
 *
 * @param fastMillis until the last device was loaded
 * @param round what it cost
 */
record Alone(double fastMillis, Round round) {
  /** As it stands in a report. */
  JsonObject json() {
    JsonObject json = round.json();
    json.addProperty("fastMillis", Figures.rounded(fastMillis));
    return json;
  }
}
