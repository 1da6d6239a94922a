package org.baton.engine.simulation;

import org.baton.engine.report.MigrationStatus;
import org.jspecify.annotations.Nullable;

/**
 * How a simulated migration ended.
 *
 * @param source the source's word for it
 * @param destination the destination's
 * @param retreats how often the source went back from the switchover to precopy
 * @param violation the first promise that was not kept, or null
 */
record Outcome(
    MigrationStatus source, MigrationStatus destination, int retreats, @Nullable String violation) {

  /** A device would not even say what it is. */
  static Outcome neverBegan(@Nullable String violation) {
    return new Outcome(MigrationStatus.NONE, MigrationStatus.NONE, 0, violation);
  }

  /** What both sides call it. */
  String ends() {
    return "source %s, destination %s%s"
        .formatted(source, destination, retreats > 0 ? ", after retreats" : "");
  }

  boolean passed() {
    return violation == null;
  }
}
