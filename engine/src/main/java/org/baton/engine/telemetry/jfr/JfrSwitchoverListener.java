package org.baton.engine.telemetry.jfr;

import org.baton.engine.report.DowntimeStages;
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
  public void onDecision(long forecastNanos, long limitNanos, boolean forced) {
    DecisionEvent event = new DecisionEvent();
    event.forecastNanos = forecastNanos;
    event.limitNanos = limitNanos;
    event.forced = forced;
    event.commit();
  }

  @Override
  public void onRetreat(String device, int retreats, long standstillNanos) {
    RetreatEvent event = new RetreatEvent();
    event.device = device;
    event.retreats = retreats;
    event.standstillNanos = standstillNanos;
    event.commit();
  }

  @Override
  public void onSwitchover(DowntimeStages downtime, long forecastNanos) {
    SwitchoverEvent event = new SwitchoverEvent();
    event.downtimeNanos = downtime.totalNanos();
    event.forecastNanos = forecastNanos;
    event.pauseNanos = downtime.pauseNanos();
    event.p2pNanos = downtime.p2pNanos();
    event.saveNanos = downtime.saveNanos();
    event.loadNanos = downtime.loadNanos();
    event.handoverNanos = downtime.handoverNanos();
    event.commit();
  }
}
