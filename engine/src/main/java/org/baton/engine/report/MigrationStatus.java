package org.baton.engine.report;

import java.util.Locale;

/** Where a migration is, in the words of QEMU's {@code query-migrate}, and one that QEMU lacks. */
public enum MigrationStatus {
  /** Not begun. */
  NONE,
  /** Connecting, comparing device tables, preparing devices. */
  SETUP,
  /** State moves while the guest runs. */
  ACTIVE,
  /** The guest is paused and the rest of the state moves. */
  DEVICE,
  /** The guest runs at the destination. */
  COMPLETED,
  /** Given up. At the source: the guest runs here. At the destination: it does not run here. */
  FAILED,
  /** Given up because the operator said so; otherwise like {@link #FAILED}. */
  CANCELLED,
  /**
   * At the source: the destination was lost after it was told to run the guest and before it said
   * that it does. The source does not run it; whether the destination does, only an operator or a
   * fencing agent can find out. At the destination: it was told to run the guest and could not.
   */
  UNKNOWN;

  /** Whether nothing will change any more. */
  public boolean isFinal() {
    return switch (this) {
      case COMPLETED, FAILED, CANCELLED, UNKNOWN -> true;
      case NONE, SETUP, ACTIVE, DEVICE -> false;
    };
  }

  /** The word as QEMU writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
