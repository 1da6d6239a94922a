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

  /** Ends all agents, givers first: a taker that ends finds all that it will ever be given. */
  @Override
  void close();
}
