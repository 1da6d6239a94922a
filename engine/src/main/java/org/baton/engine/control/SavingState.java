package org.baton.engine.control;

import org.baton.engine.participant.PendingBytes;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.pipeline.StreamTotals;
import org.baton.engine.report.ParticipantReport;
import org.jspecify.annotations.Nullable;

/** What a source's conductor knows of one participant. */
final class SavingState {
  final String name;
  final PendingBytes pending = new PendingBytes();
  boolean answered;
  long savedBytes;
  long saveNanos;
  long loadedBytes;
  long loadNanos;
  @Nullable SaveCommand reached;
  boolean left;
  @Nullable StreamTotals sent;
  @Nullable StreamTotals loaded;
  long downtimeNanos;

  SavingState(String name) {
    this.name = name;
  }

  /** Everything it has left, as its driver estimates. */
  long pendingBytes() {
    return pending.initialBytes() + pending.dirtyBytes() + pending.stopCopyBytes();
  }

  /** Whether its driver has said that all initial data has been read. */
  boolean isInitialDataSent() {
    return answered && pending.initialBytes() == 0;
  }

  ParticipantReport report(long precopyBytes, long stopCopyBytes, long saved) {
    return new ParticipantReport(
        name,
        precopyBytes,
        stopCopyBytes,
        sent == null ? 0 : sent.chunks(),
        sent == null ? 0 : sent.digest(),
        loaded == null ? 0 : loaded.digest(),
        downtimeNanos,
        saved,
        loadNanos);
  }
}
