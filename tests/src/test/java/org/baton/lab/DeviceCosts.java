package org.baton.lab;

import com.google.gson.JsonObject;

/**
 * What a device of an experiment has to move, and what that costs it. The costs are modelled: the
 * driver sleeps.
 *
 * @param initialBytes initial data, and what each re-initialisation adds
 * @param stopCopyBytes what only a device that has stopped gives away
 * @param bytesPerSecond how fast it saves, and how fast it loads; 0: as fast as the driver's code
 *     runs
 * @param loadInitialMicros how long loading a chunk of initial data takes, whatever its size
 * @param transitionMicros how long each arc of the state machine takes
 * @param reinitMillis when its guest re-initialises it, after precopy began; separated by spaces
 */
record DeviceCosts(
    long initialBytes,
    long stopCopyBytes,
    long bytesPerSecond,
    long loadInitialMicros,
    long transitionMicros,
    String reinitMillis) {
  /** Tells a driver. */
  void apply(MmigDevice device) {
    device.set("initial_bytes", initialBytes).set("reinit_bytes", initialBytes);
    device.set("stop_copy_bytes", stopCopyBytes);
    device.set("save_rate", bytesPerSecond).set("load_rate", bytesPerSecond);
    device.set("load_initial_us", loadInitialMicros).set("transition_us", transitionMicros);
    device.set("reinit_ms", reinitMillis + "\n");
  }

  /** How much it moves when it re-initialises so many times. */
  long bytes(long reinits) {
    return initialBytes * (1 + reinits) + stopCopyBytes;
  }

  /** By the names that the driver has for them. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("initial_bytes", initialBytes);
    json.addProperty("reinit_bytes", initialBytes);
    json.addProperty("stop_copy_bytes", stopCopyBytes);
    json.addProperty("save_rate", bytesPerSecond);
    json.addProperty("load_rate", bytesPerSecond);
    json.addProperty("load_initial_us", loadInitialMicros);
    json.addProperty("transition_us", transitionMicros);
    json.addProperty("reinit_ms", reinitMillis);
    return json;
  }
}
