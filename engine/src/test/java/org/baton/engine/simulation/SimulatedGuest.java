package org.baton.engine.simulation;

import java.util.function.Consumer;

/** A guest at one side, and the hypervisor that pauses and resumes it, which takes a while. */
final class SimulatedGuest {
  private final String side;
  private final Timeline timeline;
  private final Promises promises;
  private final HypervisorPlan plan;
  private boolean runs;
  private boolean stands;

  SimulatedGuest(
      String side, boolean runs, HypervisorPlan plan, Timeline timeline, Promises promises) {
    this.side = side;
    this.runs = runs;
    this.plan = plan;
    this.timeline = timeline;
    this.promises = promises;
  }

  /** Whether any of its vCPUs may run. */
  boolean runs() {
    return runs;
  }

  /** Whether all of its vCPUs run. */
  boolean isWhole() {
    return runs && !stands;
  }

  void pause(Runnable done, Consumer<String> failed) {
    promises.trace(side + " guest: pausing");
    timeline.after(
        plan.pauseNanos(),
        () -> {
          stands = true;
          if (plan.pauseFails()) {
            // Some vCPUs stopped, some did not.
            promises.trace(side + " guest: paused in part");
            failed.accept("vCPU 3 does not stop");
            return;
          }
          runs = false;
          promises.trace(side + " guest: paused");
          promises.onGuestPaused();
          done.run();
        });
  }

  void resume(Runnable done, Consumer<String> failed) {
    promises.trace(side + " guest: resuming");
    timeline.after(
        plan.resumeNanos(),
        () -> {
          if (plan.resumeFails()) {
            promises.trace(side + " guest: not resumed");
            failed.accept("vCPU 3 does not start");
            return;
          }
          stands = false;
          runs = true;
          promises.trace(side + " guest: runs");
          promises.onGuestRuns(side);
          done.run();
        });
  }
}
