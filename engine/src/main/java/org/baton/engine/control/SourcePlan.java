package org.baton.engine.control;

import org.baton.transport.message.Hello;

/**
 * What a source is to do.
 *
 * @param offer what it offers; its table is the list of participants
 * @param downtimeLimitNanos pause the guest only when it would stand still no longer
 * @param switchoverBandwidth bytes per second that the wire carries, or 0 to measure it; QEMU's
 *     {@code avail-switchover-bandwidth}
 * @param timeouts how long to wait for the destination
 */
public record SourcePlan(
    Hello offer, long downtimeLimitNanos, long switchoverBandwidth, Timeouts timeouts) {}
