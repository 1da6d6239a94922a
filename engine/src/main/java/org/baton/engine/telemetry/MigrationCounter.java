package org.baton.engine.telemetry;

import java.util.List;
import java.util.function.ToLongFunction;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationStatus;

/**
 * What is counted of a migration as a whole. A constant's place is its type in the file, so new
 * ones go to the end.
 */
@SuppressWarnings("ImmutableEnumChecker") // The functions are references to methods of records.
enum MigrationCounter {
  STATUS("status", progress -> MigrationCounter.statuses().indexOf(progress.status())),
  ELAPSED_NANOS("elapsedNanos", MigrationProgress::elapsedNanos),
  FORECAST_NANOS("forecastNanos", MigrationProgress::forecastNanos),
  ACK_MODE("switchoverAck", progress -> progress.switchover().ackMode().capabilities()),
  LINK_BYTES_PER_SECOND(
      "linkBytesPerSecond", progress -> progress.switchover().linkBytesPerSecond()),
  ACK_WAIT_NANOS("ackWaitNanos", progress -> progress.switchover().ackWaitNanos()),
  LATE_REINITS("lateReinits", progress -> progress.switchover().lateReinits()),
  RETREATS("retreats", progress -> progress.switchover().retreats()),
  RETREAT_NANOS("retreatNanos", progress -> progress.switchover().retreatNanos());

  /** In the order of their types. */
  static final List<MigrationCounter> ALL = List.of(values());

  private static final List<MigrationStatus> STATUSES = List.of(MigrationStatus.values());

  private final String label;
  private final ToLongFunction<MigrationProgress> value;

  MigrationCounter(String label, ToLongFunction<MigrationProgress> value) {
    this.label = label;
    this.value = value;
  }

  /** Statuses, in the order of their numbers. */
  static List<MigrationStatus> statuses() {
    return STATUSES;
  }

  /** Its number in the file. */
  int type() {
    return ALL.indexOf(this);
  }

  /** What it is called in the file. */
  String label() {
    return label;
  }

  /** What it says of a migration. */
  long of(MigrationProgress progress) {
    return value.applyAsLong(progress);
  }
}
