package org.baton.engine.report;

import org.baton.vfio.DeviceState;

/**
 * How far one participant is.
 *
 * @param name its name
 * @param state the state it is in
 * @param pending what is left; {@link PendingReport#NONE} at the destination
 * @param movedBytes read at the source, or loaded at the destination
 * @param loadedBytes loaded at the destination
 * @param acks its switchover-acks; {@link AckReport#NONE} at the destination
 */
public record ParticipantProgress(
    String name,
    DeviceState state,
    PendingReport pending,
    long movedBytes,
    long loadedBytes,
    AckReport acks) {}
