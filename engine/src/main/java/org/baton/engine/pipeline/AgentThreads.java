package org.baton.engine.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.IdleStrategy;

/**
 * Runs agents, each on a platform thread named after its role: participants' and channels' on one
 * of their own, or in pairs.
 *
 * <p>Owned by one thread.
 */
public final class AgentThreads implements AgentHost {
  private static final int CLOSE_RETRY_MILLIS = 2_000;

  private final Supplier<IdleStrategy> idleStrategies;
  private final Consumer<String> log;
  private final boolean pairs;
  private final List<AgentRunner> takers = new ArrayList<>();
  private final List<AgentRunner> givers = new ArrayList<>();

  /**
   * Creates an empty set.
   *
   * @param idleStrategies makes one for each agent
   * @param log hears of an agent that does not end
   * @param pairs see {@link #pairsAgents}
   */
  public AgentThreads(Supplier<IdleStrategy> idleStrategies, Consumer<String> log, boolean pairs) {
    this.idleStrategies = idleStrategies;
    this.log = log;
    this.pairs = pairs;
  }

  @Override
  public boolean pairsAgents() {
    return pairs;
  }

  @Override
  public void startTaker(Agent agent) {
    start(agent, takers);
  }

  @Override
  public void startGiver(Agent agent) {
    start(agent, givers);
  }

  private void start(Agent agent, List<AgentRunner> runners) {
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
    close(givers);
    close(takers);
  }

  /** At the same time: each one may need a while to get its memory back from the kernel. */
  private void close(List<AgentRunner> runners) {
    try (ExecutorService closers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (AgentRunner runner : runners) {
        closers.execute(
            () ->
                runner.close(
                    CLOSE_RETRY_MILLIS,
                    thread -> log.accept("still waiting for " + thread.getName() + " to end")));
      }
    }
    runners.clear();
  }
}
