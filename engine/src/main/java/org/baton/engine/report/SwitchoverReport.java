package org.baton.engine.report;

import org.baton.engine.switchover.SwitchoverAckMode;

/**
 * How the way to the switchover went, as the source saw it.
 *
 * @param ackMode what both sides agreed on
 * @param linkBytesPerSecond what the data channels carry together, as was seen or said; 0 if not
 *     known
 * @param ackWaitNanos time in which the forecast fitted and only acks were waited for
 * @param lateReinits how often a device re-initialised after the switchover was decided
 * @param retreats how often devices and guest went back to precopy because of that
 * @param retreatNanos how long the guest stood still for these, all together
 */
public record SwitchoverReport(
    SwitchoverAckMode ackMode,
    long linkBytesPerSecond,
    long ackWaitNanos,
    int lateReinits,
    int retreats,
    long retreatNanos) {
  /** Nothing was agreed on. */
  public static final SwitchoverReport NONE =
      new SwitchoverReport(SwitchoverAckMode.OFF, 0, 0, 0, 0, 0);
}
