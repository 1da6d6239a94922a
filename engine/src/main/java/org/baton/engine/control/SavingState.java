package org.baton.engine.control;

import org.baton.engine.participant.PendingBytes;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.pipeline.SaverGauges;
import org.baton.engine.pipeline.StreamTotals;
import org.baton.engine.report.ParticipantProgress;
import org.baton.engine.report.ParticipantReport;
import org.baton.engine.report.PendingReport;
import org.jspecify.annotations.Nullable;

/** What a source's conductor knows of one participant. */
final class SavingState extends ParticipantState<SaveCommand> {
  final AckState acks;
  final AckTimes ackTimes = new AckTimes();
  final ReinitRate reinitRate = new ReinitRate();
  final PendingBytes pending = new PendingBytes();
  final EstimateCheck estimates = new EstimateCheck();
  final Pace saving = new Pace();
  final Pace loading = new Pace();
  boolean answered;
  long loadNanos;
  @Nullable StreamTotals sent;
  @Nullable StreamTotals loaded;
  long downtimeNanos;

  SavingState(AckState acks) {
    super(acks.name());
    this.acks = acks;
  }

  /**
   * Everything it has left, as its driver estimates. A driver may say anything in 64 bits; what
   * does not fit must count as very much, not as little.
   */
  long pendingBytes() {
    return sum(sum(pending.initialBytes(), pending.dirtyBytes()), pending.stopCopyBytes());
  }

  /**
   * It said what it has left.
   *
   * @return whether that cannot be, for the first time
   */
  boolean answered(PendingBytes answer) {
    pending.copy(answer);
    answered = true;
    return estimates.look(answer);
  }

  /** Its stream has been read to its end, so nothing is left. */
  void ended(StreamTotals totals) {
    sent = totals;
    pending.set(0, 0, 0, pending.reinits());
  }

  /** The destination has loaded so much. */
  void loaded(long bytes, long nanos) {
    loading.sample(bytes, nanos);
    loadNanos = nanos;
  }

  private static long sum(long first, long second) {
    long sum = first + second;
    return first < 0 || second < 0 || sum < 0 ? Long.MAX_VALUE : sum;
  }

  ParticipantProgress progress(SaverGauges gauges) {
    return new ParticipantProgress(
        name, gauges.state(), left(), gauges.bytes(), loading.totalBytes(), ackTimes.report(acks));
  }

  private PendingReport left() {
    return new PendingReport(
        pending.initialBytes(),
        pending.dirtyBytes(),
        pending.stopCopyBytes(),
        pending.dirtyBytesPerSecond());
  }

  ParticipantReport report(SaverGauges gauges) {
    return new ParticipantReport(
        name,
        gauges.state(),
        gauges.precopyBytes(),
        gauges.stopCopyBytes(),
        sent == null ? 0 : sent.chunks(),
        sent == null ? null : sent.digest(),
        loaded == null ? null : loaded.digest(),
        downtimeNanos,
        gauges.readNanos(),
        loadNanos,
        left(),
        ackTimes.report(acks));
  }
}
