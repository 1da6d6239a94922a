package org.baton.bench.slowloader;

import com.google.gson.JsonObject;
import org.baton.bench.harness.Figures;
import org.baton.bench.harness.Round;
import org.baton.bench.side.Role;

/**
 * A round with a slow device.
 *
 * @param fastMillis until the last of the others was loaded
 * @param slowMillis until it was loaded itself
 * @param source the source's memory
 * @param destination the destination's
 * @param round what it cost
 */
record BesideSlow(
    double fastMillis, double slowMillis, Growth source, Growth destination, Round round) {
  /** One side's memory. */
  Growth of(Role role) {
    return role == Role.SOURCE ? source : destination;
  }

  /** As it stands in a report. */
  JsonObject json() {
    JsonObject json = round.json();
    json.addProperty("fastMillis", Figures.rounded(fastMillis));
    json.addProperty("slowMillis", Figures.rounded(slowMillis));
    JsonObject memory = new JsonObject();
    for (Role role : Role.values()) {
      memory.add(role.word(), of(role).json());
    }
    json.add("memory", memory);
    return json;
  }
}
