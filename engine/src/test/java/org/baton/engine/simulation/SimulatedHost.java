package org.baton.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.baton.engine.pipeline.AgentHost;

/** Gives the agents of a pipeline their turns. */
final class SimulatedHost implements AgentHost {
  private static final long IDLE_NANOS = 400_000;

  private record Tenant(Agent agent, SimulatedThread thread) {}

  private final Timeline timeline;
  private final List<Tenant> takers = new ArrayList<>();
  private final List<Tenant> givers = new ArrayList<>();

  SimulatedHost(Timeline timeline) {
    this.timeline = timeline;
  }

  @Override
  public void startTaker(Agent agent) {
    takers.add(new Tenant(agent, timeline.start(agent, IDLE_NANOS)));
  }

  @Override
  public void startGiver(Agent agent) {
    givers.add(new Tenant(agent, timeline.start(agent, IDLE_NANOS)));
  }

  @Override
  public void close() {
    close(givers);
    close(takers);
  }

  private void close(List<Tenant> tenants) {
    for (Tenant tenant : tenants) {
      timeline.stop(tenant.thread);
      tenant.agent.onClose();
    }
    tenants.clear();
  }
}
