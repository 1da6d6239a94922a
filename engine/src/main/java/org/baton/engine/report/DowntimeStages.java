package org.baton.engine.report;

/**
 * Where the downtime went, on the source's clock, in nanoseconds. The stages follow each other
 * without a gap, so their sum is the downtime. A stage in which the migration failed counts until
 * then.
 *
 * @param pauseNanos the hypervisor pausing the guest
 * @param p2pNanos all devices to their P2P state
 * @param saveNanos all devices to STOP_COPY and read to their end, sending meanwhile
 * @param loadNanos the rest on its way, loaded, validated, until READY
 * @param handoverNanos COMMIT until the destination says RUNNING
 * @param recoveryNanos after a failure: devices back to RUNNING, until the guest runs again
 */
public record DowntimeStages(
    long pauseNanos,
    long p2pNanos,
    long saveNanos,
    long loadNanos,
    long handoverNanos,
    long recoveryNanos) {
  /** The guest was not paused. */
  public static final DowntimeStages NONE = new DowntimeStages(0, 0, 0, 0, 0, 0);

  /** The downtime. */
  public long totalNanos() {
    return pauseNanos + p2pNanos + saveNanos + loadNanos + handoverNanos + recoveryNanos;
  }
}
