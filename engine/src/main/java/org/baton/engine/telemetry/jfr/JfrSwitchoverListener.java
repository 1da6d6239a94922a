package org.baton.engine.telemetry.jfr;

import org.baton.engine.telemetry.SwitchoverListener;

/** Writes what it hears into the flight recording, if one is on. */
public final class JfrSwitchoverListener implements SwitchoverListener {
  /** Creates one. */
  public JfrSwitchoverListener() {}

  @Override
  public void onRequest(String device, long generation) {
    AckRequestEvent event = new AckRequestEvent();
    event.device = device;
    event.generation = generation;
    event.commit();
  }

  @Override
  public void onReinit(String device, long reinits) {
    ReinitEvent event = new ReinitEvent();
    event.device = device;
    event.reinits = reinits;
    event.commit();
  }

  @Override
  public void onAck(String device, long generation, long roundTripNanos) {
    AckEvent event = new AckEvent();
    event.device = device;
    event.generation = generation;
    event.roundTripNanos = roundTripNanos;
    event.commit();
  }

  @Override
  public void onDecision(long forecastNanos) {
    DecisionEvent event = new DecisionEvent();
    event.forecastNanos = forecastNanos;
    event.commit();
  }

  @Override
  public void onRetreat(String device, int retreats) {
    RetreatEvent event = new RetreatEvent();
    event.device = device;
    event.retreats = retreats;
    event.commit();
  }

  @Override
  public void onSwitchover(long downtimeNanos) {
    SwitchoverEvent event = new SwitchoverEvent();
    event.downtimeNanos = downtimeNanos;
    event.commit();
  }
}
