package org.baton.engine.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.IdleStrategy;

/**
 * Runs agents, each on a platform thread named after its role. Ends them in the reverse order of
 * their start: whoever takes something in starts first and ends last, so that nothing is handed to
 * a thread that has ended.
 */
public final class AgentThreads implements AutoCloseable {
  private static final int CLOSE_RETRY_MILLIS = 2_000;

  private final Supplier<IdleStrategy> idleStrategies;
  private final Consumer<String> log;
  private final List<AgentRunner> runners = new ArrayList<>();

  /**
   * Creates an empty set.
   *
   * @param idleStrategies makes one for each agent
   * @param log hears of an agent that does not end
   */
  public AgentThreads(Supplier<IdleStrategy> idleStrategies, Consumer<String> log) {
    this.idleStrategies = idleStrategies;
    this.log = log;
  }

  /** Starts an agent. */
  public void start(Agent agent) {
    AgentRunner runner =
        new AgentRunner(
            idleStrategies.get(),
            error -> log.accept(agent.roleName() + ": " + error),
            null,
            agent);
    runners.add(runner);
    AgentRunner.startOnThread(
        runner, task -> Thread.ofPlatform().name(agent.roleName()).unstarted(task));
  }

  /** Ends all agents and waits for their threads: a driver may hold one of them for a while. */
  @Override
  public void close() {
    for (AgentRunner runner : runners.reversed()) {
      runner.close(
          CLOSE_RETRY_MILLIS,
          thread -> log.accept("still waiting for " + thread.getName() + ": its driver is busy"));
    }
    runners.clear();
  }
}
