package org.baton.engine.telemetry;

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
        public void onDecision(long forecastNanos) {}

        @Override
        public void onRetreat(String device, int retreats) {}

        @Override
        public void onSwitchover(long downtimeNanos) {}
      };

  /** A device asked for an ack. */
  void onRequest(String device, long generation);

  /** A driver said REINIT, so many times by now. */
  void onReinit(String device, long reinits);

  /** An ack came. */
  void onAck(String device, long generation, long roundTripNanos);

  /** The switchover is decided. */
  void onDecision(long forecastNanos);

  /** A device re-initialised after the decision, and precopy goes on. */
  void onRetreat(String device, int retreats);

  /** The guest runs at the destination. */
  void onSwitchover(long downtimeNanos);
}
