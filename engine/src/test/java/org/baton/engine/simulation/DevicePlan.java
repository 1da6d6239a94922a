package org.baton.engine.simulation;

import java.util.List;
import org.baton.vfio.simulated.SimulatedDeviceSpec;

/**
 * A device on both sides.
 *
 * @param source the one whose state leaves
 * @param destination the one that takes it in
 * @param reinitNanos when the guest re-initialises it, from the start
 * @param stormEveryNanos how often it does so besides, or 0
 * @param stormNanos how long that goes on
 * @param afterDecisionNanos when the guest re-initialises it, from the first decisions on; one for
 *     each
 */
record DevicePlan(
    SimulatedDeviceSpec source,
    SimulatedDeviceSpec destination,
    List<Long> reinitNanos,
    long stormEveryNanos,
    long stormNanos,
    List<Long> afterDecisionNanos) {}
