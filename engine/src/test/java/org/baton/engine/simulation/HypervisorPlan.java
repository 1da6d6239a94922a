package org.baton.engine.simulation;

/**
 * What a hypervisor does when it is asked.
 *
 * @param pauseNanos how long pausing takes
 * @param pauseFails whether it fails then, with the guest stopped in part
 * @param resumeNanos how long resuming takes
 * @param resumeFails whether it fails then
 */
record HypervisorPlan(long pauseNanos, boolean pauseFails, long resumeNanos, boolean resumeFails) {}
