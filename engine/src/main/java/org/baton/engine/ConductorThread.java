package org.baton.engine;

import org.agrona.concurrent.Agent;
import org.jspecify.annotations.Nullable;

/**
 * Runs a conductor's agent until it has ended: on the thread {@code baton-ctl}, or the caller's.
 */
final class ConductorThread {
  private static final String INTERRUPTED = "interrupted while a migration ran";

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
   * @param mode {@link ThreadingMode#INVOKER} for the caller's thread in place of {@code baton-ctl}
   * @throws InterruptedException if the caller was interrupted; the agent has ended all the same
   */
  static void run(EndingAgent agent, Runnable onInterrupt, ThreadingMode mode)
      throws InterruptedException {
    if (mode == ThreadingMode.INVOKER) {
      invoke(agent, onInterrupt);
    } else {
      runOnThread(agent, onInterrupt);
    }
  }

  private static void invoke(EndingAgent agent, Runnable onInterrupt) throws InterruptedException {
    boolean interrupted = false;
    try {
      agent.onStart();
      while (!agent.isEnded()) {
        agent.doWork();
        // The flag is cleared: with it set nothing waits any more.
        if (Thread.interrupted()) {
          interrupted = true;
          onInterrupt.run();
        }
      }
    } finally {
      agent.onClose();
    }
    if (interrupted) {
      throw new InterruptedException(INTERRUPTED);
    }
  }

  private static void runOnThread(EndingAgent agent, Runnable onInterrupt)
      throws InterruptedException {
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
      throw new InterruptedException(INTERRUPTED);
    }
  }

  /** Written before the thread ends, read after it was joined. */
  private static final class Failures {
    private @Nullable Throwable error;
  }
}
