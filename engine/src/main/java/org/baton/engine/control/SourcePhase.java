package org.baton.engine.control;

import org.baton.engine.report.MigrationStatus;

/** Where a source is. */
enum SourcePhase {
  /** Hello is out. */
  HANDSHAKE(MigrationStatus.SETUP),
  /** Welcome came; data channels connect, the destination's devices go to RESUMING. */
  CONNECTING(MigrationStatus.SETUP),
  /** Devices go to PRE_COPY. */
  STARTING(MigrationStatus.SETUP),
  /** State moves while the guest runs. */
  PRECOPY(MigrationStatus.ACTIVE),
  /** A device re-initialised after the decision; devices and guest go back to PRECOPY. */
  RETREATING(MigrationStatus.DEVICE),
  /** The switchover is decided; the guest pauses. */
  PAUSING(MigrationStatus.DEVICE),
  /** The guest stands still; devices say what is left, for the last time in PRE_COPY. */
  QUERYING(MigrationStatus.DEVICE),
  /** Devices go to their P2P states. */
  P2P(MigrationStatus.DEVICE),
  /** Devices go to STOP_COPY and are read to the end. */
  SAVING(MigrationStatus.DEVICE),
  /** Everything is sent; the destination loads and validates. */
  LOADING(MigrationStatus.DEVICE),
  /** COMMIT is out: the guest is not ours any more. */
  COMMITTED(MigrationStatus.DEVICE),
  /** The destination runs the guest; devices end here. */
  FINISHING(MigrationStatus.COMPLETED),
  /** Given up; devices and guest are brought back. */
  RECOVERING(MigrationStatus.FAILED),
  /** Nothing will happen any more. */
  ENDED(MigrationStatus.NONE);

  private final MigrationStatus status;

  SourcePhase(MigrationStatus status) {
    this.status = status;
  }

  /** The word for it outside; what it ended with, once it ended, is the conductor's to say. */
  MigrationStatus status() {
    return status;
  }
}
