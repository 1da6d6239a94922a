package org.baton.engine.report;

/**
 * How far one participant is.
 *
 * @param name its name
 * @param initialBytes initial data not read yet, as its driver estimates
 * @param dirtyBytes data changed since it was read, as its driver estimates
 * @param stopCopyBytes what stop-copy would move, as its driver estimates
 * @param movedBytes read at the source, or loaded at the destination
 * @param loadedBytes loaded at the destination
 * @param acks its switchover-acks; {@link AckReport#NONE} at the destination
 */
public record ParticipantProgress(
    String name,
    long initialBytes,
    long dirtyBytes,
    long stopCopyBytes,
    long movedBytes,
    long loadedBytes,
    AckReport acks) {}
