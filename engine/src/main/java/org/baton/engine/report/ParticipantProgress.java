package org.baton.engine.report;

import org.baton.vfio.DeviceState;

/**
 * How far one participant is.
 *
 * @param name its name
 * @param state the state it is in
 * @param initialBytes initial data not read yet, as its driver estimates
 * @param dirtyBytes data changed since it was read, as its driver estimates
 * @param stopCopyBytes what stop-copy would move, as its driver estimates
 * @param movedBytes read at the source, or loaded at the destination
 * @param loadedBytes loaded at the destination
 * @param acks its switchover-acks; {@link AckReport#NONE} at the destination
 */
public record ParticipantProgress(
    String name,
    DeviceState state,
    long initialBytes,
    long dirtyBytes,
    long stopCopyBytes,
    long movedBytes,
    long loadedBytes,
    AckReport acks) {}
