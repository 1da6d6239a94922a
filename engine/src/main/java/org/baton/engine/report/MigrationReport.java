package org.baton.engine.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a migration ended, as one side saw it.
 *
 * @param status a final one
 * @param failure why, if the status is not {@link MigrationStatus#COMPLETED}
 * @param warnings what went wrong without being the reason, and what an operator should know
 * @param recoveryFailed whether something could not be brought back, for example a device that had
 *     to be reset; the warnings tell what. Without it the guest and the devices of a source that
 *     gave up are as they were
 * @param transport which transport, and why that one
 * @param channels data channels
 * @param totalNanos from the start until the end
 * @param downtime where the downtime went; {@link DowntimeStages#NONE} at the destination
 * @param forecastNanos the downtime that was expected when the guest was paused; 0 if it was not
 * @param switchover how the way to the switchover went; {@link SwitchoverReport#NONE} at the
 *     destination
 * @param slotsInUse slots that were not given back although all threads have ended; anything but 0
 *     is a defect of Baton
 * @param participants one for each
 */
public record MigrationReport(
    MigrationStatus status,
    @Nullable Failure failure,
    List<String> warnings,
    boolean recoveryFailed,
    String transport,
    int channels,
    long totalNanos,
    DowntimeStages downtime,
    long forecastNanos,
    SwitchoverReport switchover,
    int slotsInUse,
    List<ParticipantReport> participants) {
  /** Keeps unmodifiable copies. */
  public MigrationReport {
    warnings = List.copyOf(warnings);
    participants = List.copyOf(participants);
  }
}
