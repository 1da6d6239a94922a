package org.baton.engine.report;

import java.util.List;

/**
 * Where a migration is now.
 *
 * @param status where it is
 * @param elapsedNanos since the start
 * @param forecastNanos downtime to expect if the guest were paused now; 0 if not known
 * @param obstacle why the guest is not being paused, in a few words; empty if it is, or not known
 * @param switchover how the way to the switchover goes; {@link SwitchoverReport#NONE} at the
 *     destination
 * @param participants one for each
 */
public record MigrationProgress(
    MigrationStatus status,
    long elapsedNanos,
    long forecastNanos,
    String obstacle,
    SwitchoverReport switchover,
    List<ParticipantProgress> participants) {
  /** Keeps an unmodifiable copy. */
  public MigrationProgress {
    participants = List.copyOf(participants);
  }

  /** Of a migration that nothing is known of yet. */
  public static MigrationProgress of(MigrationStatus status) {
    return new MigrationProgress(status, 0, 0, "", SwitchoverReport.NONE, List.of());
  }
}
