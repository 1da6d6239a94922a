package org.baton.engine;

import org.agrona.concurrent.Agent;
import org.jspecify.annotations.Nullable;

/** Runs a conductor's agent on the thread {@code baton-ctl} until it has ended. */
final class ConductorThread {
  private ConductorThread() {}

  /** An agent that knows when it has ended. */
  interface EndingAgent extends Agent {
    /** Whether nothing will happen any more. */
    boolean isEnded();

    @Override
    int doWork();
  }

  /**
   * Runs an agent and waits for it.
   *
   * @param agent does its own waiting in {@code doWork}
   * @param onInterrupt is called if the caller is interrupted while it waits
   * @throws InterruptedException if the caller was interrupted; the agent has ended all the same
   */
  static void run(EndingAgent agent, Runnable onInterrupt) throws InterruptedException {
    Failures failures = new Failures();
    Thread thread =
        Thread.ofPlatform()
            .name(agent.roleName())
            .uncaughtExceptionHandler((dead, error) -> failures.error = error)
            .start(
                () -> {
                  try {
                    agent.onStart();
                    while (!agent.isEnded()) {
                      agent.doWork();
                    }
                  } finally {
                    agent.onClose();
                  }
                });
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
        onInterrupt.run();
      }
    }
    if (failures.error != null) {
      throw new IllegalStateException(agent.roleName() + " died", failures.error);
    }
    if (interrupted) {
      throw new InterruptedException("interrupted while a migration ran");
    }
  }

  /** Written before the thread ends, read after it was joined. */
  private static final class Failures {
    private @Nullable Throwable error;
  }
}
