package org.baton.lab;

import com.google.gson.JsonObject;
import java.util.Map;

/**
 * One migration of an experiment, all times in milliseconds. What each is from and to, {@link
 * ExperimentReport} says.
 *
 * @param downtimeMillis as the side that migrates reports it
 * @param pausedMillis from the pause of the guest until it runs again, by what both sides wrote
 *     down
 * @param busyDeviceDowntimeMillis from the pause until the first device was loaded
 * @param totalMillis from the start until the end
 * @param acks how many messages with an ack have come to the source
 * @param stages of the downtime, in their order
 * @param details what only one of both has
 * @param reinits how often devices re-initialised
 * @param chunksLoaded how many chunks of initial data were loaded
 * @param bytesLoaded what the drivers loaded
 */
record ExperimentRound(
    double downtimeMillis,
    double pausedMillis,
    double busyDeviceDowntimeMillis,
    double totalMillis,
    long acks,
    Map<String, Double> stages,
    Map<String, Double> details,
    long reinits,
    long chunksLoaded,
    long bytesLoaded) {
  private static final double PRECISION = 1e3;

  /** The round, and how busy the machine below the guest was. */
  JsonObject json(String hostLoad) {
    JsonObject json = new JsonObject();
    json.addProperty("downtimeMillis", rounded(downtimeMillis));
    json.addProperty("pausedMillis", rounded(pausedMillis));
    json.addProperty("busyDeviceDowntimeMillis", rounded(busyDeviceDowntimeMillis));
    json.addProperty("totalMillis", rounded(totalMillis));
    json.addProperty("acks", acks);
    json.addProperty("reinits", reinits);
    json.addProperty("chunksLoaded", chunksLoaded);
    json.addProperty("bytesLoaded", bytesLoaded);
    JsonObject parts = new JsonObject();
    stages.forEach((stage, millis) -> parts.addProperty(stage, rounded(millis)));
    json.add("stages", parts);
    details.forEach((name, millis) -> json.addProperty(name, rounded(millis)));
    json.addProperty("hostLoad", hostLoad);
    return json;
  }

  /** Whether another round has moved just as much. */
  boolean movedAsMuchAs(ExperimentRound other) {
    return reinits == other.reinits && bytesLoaded == other.bytesLoaded;
  }

  /** Microseconds are enough. */
  static double rounded(double millis) {
    return Math.round(millis * PRECISION) / PRECISION;
  }
}
