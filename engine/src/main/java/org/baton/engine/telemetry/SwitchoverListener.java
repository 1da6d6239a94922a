package org.baton.engine.telemetry;

import org.baton.engine.report.DowntimeStages;

/** Hears of what happens on the way to the switchover. Called on the conductor's thread. */
public interface SwitchoverListener {
  /** One that does not care. */
  SwitchoverListener NONE =
      new SwitchoverListener() {
        @Override
        public void onRequest(String device, long generation) {}

        @Override
        public void onReinit(String device, long reinits) {}

        @Override
        public void onAck(String device, long generation, long roundTripNanos) {}

        @Override
        public void onDecision(long forecastNanos, long limitNanos, boolean forced) {}

        @Override
        public void onRetreat(String device, int retreats, long standstillNanos) {}

        @Override
        public void onSwitchover(DowntimeStages downtime, long forecastNanos) {}
      };

  /** A device asked for an ack. */
  void onRequest(String device, long generation);

  /** A driver said REINIT, so many times by now. */
  void onReinit(String device, long reinits);

  /** An ack came. */
  void onAck(String device, long generation, long roundTripNanos);

  /**
   * The switchover is decided.
   *
   * @param forecastNanos the downtime that is expected
   * @param limitNanos the limit of it
   * @param forced whether precopy took too long, so that neither that nor acks count
   */
  void onDecision(long forecastNanos, long limitNanos, boolean forced);

  /**
   * A device re-initialised after the decision, and precopy goes on.
   *
   * @param retreats how many there have been
   * @param standstillNanos how long the guest stood still for this one
   */
  void onRetreat(String device, int retreats, long standstillNanos);

  /** The guest runs at the destination. */
  void onSwitchover(DowntimeStages downtime, long forecastNanos);
}
