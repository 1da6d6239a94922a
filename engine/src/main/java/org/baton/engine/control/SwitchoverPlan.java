package org.baton.engine.control;

import org.baton.engine.switchover.LateReinitPolicy;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.engine.switchover.TimeoutStrategy;

/**
 * When and how a source goes over.
 *
 * @param downtimeLimitNanos pause the guest only when it would stand still no longer
 * @param bandwidth bytes per second that the wire carries, or 0 to measure it; QEMU's {@code
 *     avail-switchover-bandwidth}
 * @param ackMode the most that is offered
 * @param lateReinitPolicy what becomes of a device that re-initialises after the decision
 * @param maxRetreats how often the policy may retreat, before it fails
 * @param timeoutNanos how long precopy may take, or 0 for ever
 * @param timeoutStrategy what becomes of it then
 */
public record SwitchoverPlan(
    long downtimeLimitNanos,
    long bandwidth,
    SwitchoverAckMode ackMode,
    LateReinitPolicy lateReinitPolicy,
    int maxRetreats,
    long timeoutNanos,
    TimeoutStrategy timeoutStrategy) {}
