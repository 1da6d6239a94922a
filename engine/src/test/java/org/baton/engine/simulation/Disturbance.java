package org.baton.engine.simulation;

/** What guests and operators do while a migration runs. */
final class Disturbance {
  private final Scenario scenario;
  private final Timeline timeline;
  private final Promises promises;
  private int decisions;

  Disturbance(Scenario scenario, Timeline timeline, Promises promises) {
    this.scenario = scenario;
    this.timeline = timeline;
    this.promises = promises;
  }

  /** Arranges everything that happens at a time of its own. */
  void arrange(SimulatedNetwork network, SimulatedSource source, SimulatedDestination destination) {
    for (int i = 0; i < scenario.devices.size(); i++) {
      DevicePlan plan = scenario.devices.get(i);
      WatchedDevice device = promises.sources().get(i);
      plan.reinitNanos().forEach(nanos -> timeline.after(nanos, device::reinitialise));
      if (plan.stormEveryNanos() > 0) {
        storm(device, plan.stormEveryNanos(), plan.stormNanos());
      }
    }
    network.onDecision(this::onDecision);
    if (scenario.cancelSourceNanos > 0) {
      cancel(source, scenario.cancelSourceNanos);
    }
    if (scenario.cancelDestinationNanos > 0) {
      cancel(destination, scenario.cancelDestinationNanos);
    }
    if (!scenario.calm) {
      // No operator waits for ever.
      cancel(source, SimulatedNetwork.patienceNanos());
    }
  }

  private void storm(WatchedDevice device, long everyNanos, long leftNanos) {
    timeline.after(
        everyNanos,
        () -> {
          device.reinitialise();
          if (leftNanos > everyNanos) {
            storm(device, everyNanos, leftNanos - everyNanos);
          }
        });
  }

  private void onDecision() {
    for (int i = 0; i < scenario.devices.size(); i++) {
      WatchedDevice device = promises.sources().get(i);
      var delays = scenario.devices.get(i).afterDecisionNanos();
      if (decisions < delays.size()) {
        timeline.after(delays.get(decisions), device::reinitialise);
      }
    }
    decisions++;
  }

  private void cancel(SimulatedSide side, long nanos) {
    timeline.after(
        nanos,
        () -> {
          promises.trace("the operator cancels at the " + side.roleName());
          side.events.offer(() -> side.conductor().cancel());
        });
  }
}
