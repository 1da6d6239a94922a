package org.baton.engine.control;

import org.baton.engine.report.MigrationStatus;

/** Where a destination is. */
enum DestinationPhase {
  /** Nothing came yet. */
  LISTENING(MigrationStatus.SETUP),
  /** Hello was taken; data channels connect. */
  BINDING(MigrationStatus.SETUP),
  /** Devices go to RESUMING. */
  PREPARING(MigrationStatus.SETUP),
  /** State comes in. */
  LOADING(MigrationStatus.ACTIVE),
  /** READY is out: everything is loaded and validated. */
  READY(MigrationStatus.DEVICE),
  /** COMMIT came: devices go to RUNNING. */
  STARTING(MigrationStatus.DEVICE),
  /** Devices run, the guest is being resumed. */
  RESUMING_GUEST(MigrationStatus.DEVICE),
  /** The guest runs here; the source hangs up. */
  CLOSING(MigrationStatus.COMPLETED),
  /** Given up; devices are brought back. */
  ABORTING(MigrationStatus.FAILED),
  /** Nothing will happen any more. */
  ENDED(MigrationStatus.NONE);

  private final MigrationStatus status;

  DestinationPhase(MigrationStatus status) {
    this.status = status;
  }

  /** The word for it outside; what it ended with, once it ended, is the conductor's to say. */
  MigrationStatus status() {
    return status;
  }
}
