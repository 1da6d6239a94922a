package org.baton.engine.pipeline;

import org.agrona.concurrent.Agent;

/**
 * Runs the agents of a pipeline: each on a thread of its own, or all on one, in a simulation.
 *
 * <p>Owned by one thread.
 */
public interface AgentHost extends AutoCloseable {
  /** Starts an agent to which others hand chunks. */
  void startTaker(Agent agent);

  /** Starts an agent that hands chunks to others. */
  void startGiver(Agent agent);

  /**
   * Whether the agent of each participant and that of its channel are to be started as one, by
   * {@link #startGiver}. Only where each participant has a channel of its own.
   */
  default boolean pairsAgents() {
    return false;
  }

  /** Ends all agents, givers first: a taker that ends finds all that it will ever be given. */
  @Override
  void close();
}
