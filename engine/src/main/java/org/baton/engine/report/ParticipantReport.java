package org.baton.engine.report;

import org.baton.vfio.DeviceState;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one participant.
 *
 * @param name its name
 * @param state the state it was left in
 * @param precopyBytes bytes moved while the guest ran
 * @param stopCopyBytes bytes moved after it was paused
 * @param chunks in how many chunks
 * @param sourceDigest CRC32C of what was read at the source, or null if not complete
 * @param destinationDigest CRC32C of what was written at the destination, or null if not complete
 * @param downtimeNanos from the pause of the guest until the destination had it loaded and
 *     validated; 0 if that did not happen
 * @param saveNanos time spent reading it
 * @param loadNanos time spent writing it
 * @param pending what was left at the end; {@link PendingReport#NONE} at the destination
 * @param acks its switchover-acks; {@link AckReport#NONE} at the destination
 */
public record ParticipantReport(
    String name,
    DeviceState state,
    long precopyBytes,
    long stopCopyBytes,
    long chunks,
    @Nullable Integer sourceDigest,
    @Nullable Integer destinationDigest,
    long downtimeNanos,
    long saveNanos,
    long loadNanos,
    PendingReport pending,
    AckReport acks) {}
