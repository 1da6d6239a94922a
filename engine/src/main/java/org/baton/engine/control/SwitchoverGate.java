package org.baton.engine.control;

import java.util.List;
import java.util.stream.Collectors;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.engine.telemetry.SwitchoverListener;

/**
 * When the source goes over, and what a device may still say to that.
 *
 * <p>The gate has two locks: no ack is pending, and the forecast fits the downtime limit. Answers
 * of devices raise requests, so before a decision all devices are asked once more and the gate is
 * tried again: what was open on old answers may be shut on new ones.
 *
 * <p>Owned by the conductor's thread.
 */
final class SwitchoverGate {
  private static final double NANOS_PER_MILLI = 1e6;

  private final SwitchoverPlan plan;
  private final List<SavingState> participants;
  private final SwitchoverListener listener;
  private final DowntimeForecast forecast = new DowntimeForecast();
  private final Bandwidth bandwidth = new Bandwidth();
  private long busyNanos;

  private AckLedger acks;
  private boolean guestRuns = true;
  private boolean forced;
  private long forecastNanos;
  private long triedNanos;
  private long lastTriedNanos;
  private long ackWaitNanos;
  private int lateReinits;

  SwitchoverGate(SwitchoverPlan plan, List<SavingState> participants, SwitchoverListener listener) {
    this.plan = plan;
    this.participants = participants;
    this.listener = listener;
    this.acks = open(SwitchoverAckMode.OFF);
  }

  /** The two sides have agreed on a mode. */
  void agree(SwitchoverAckMode mode) {
    acks = open(mode);
  }

  private AckLedger open(SwitchoverAckMode mode) {
    return new AckLedger(mode, participants.stream().map(state -> state.acks).toList(), listener);
  }

  /** The account of acks. */
  AckLedger acks() {
    return acks;
  }

  /** Whether the guest runs, as its hypervisor says. One that does not run needs no ack. */
  void onGuest(boolean runs) {
    guestRuns = runs;
  }

  /** For how long the channels have been sending, on average. */
  void onSending(long nanos) {
    busyNanos = nanos;
  }

  /** Whether the guest ran when it was last heard of. */
  boolean guestRuns() {
    return guestRuns;
  }

  /** The downtime expected now, or, once it was decided, expected then. */
  long forecastNanos() {
    return forecastNanos;
  }

  /** Time in which the forecast fitted and only acks were waited for. */
  long ackWaitNanos() {
    return ackWaitNanos;
  }

  /** What the channels carry together, as was said or seen; 0 if not known. */
  long linkBytesPerSecond() {
    return plan.bandwidth() > 0 ? plan.bandwidth() : bandwidth.bytesPerSecond();
  }

  /** How often a device re-initialised after the decision. */
  int lateReinits() {
    return lateReinits;
  }

  /** Looks at what is left, how fast it goes, and what is acknowledged. */
  void estimate(long nowNanos) {
    forecast.reset();
    long loadedBytes = 0;
    for (SavingState state : participants) {
      forecast.add(state.pendingBytes(), state.saving, state.loading);
      loadedBytes += state.loading.totalBytes();
      state.reinitRate.look(state.acks, nowNanos);
    }
    triedNanos = nowNanos;
    bandwidth.sample(nowNanos, loadedBytes, busyNanos);
    forecastNanos = forecast.nanos(linkBytesPerSecond());
    if (lastTriedNanos != 0 && fits() && !isAcknowledged()) {
      waited(nowNanos - lastTriedNanos);
    }
    lastTriedNanos = nowNanos;
  }

  private void waited(long nanos) {
    ackWaitNanos += nanos;
    for (SavingState state : participants) {
      if (acks.isMissing(state.acks)) {
        state.ackTimes.waited(nanos);
      }
    }
  }

  /** Whether the source may go over, on the answers that it has. */
  boolean isOpen() {
    return isAcknowledged() && fits();
  }

  private boolean isAcknowledged() {
    return !guestRuns || acks.isOpen();
  }

  private boolean fits() {
    return forecastNanos <= plan.downtimeLimitNanos() && allHaveAnswered();
  }

  private boolean allHaveAnswered() {
    for (SavingState state : participants) {
      if (!state.answered) {
        return false;
      }
    }
    return true;
  }

  /** Why it may not, in a few words; empty if it may. */
  String obstacle() {
    String absurd = absurd();
    if (!absurd.isEmpty()) {
      return absurd;
    }
    if (!isAcknowledged()) {
      return "waiting for " + acks.waitingFor() + restless();
    }
    if (fits()) {
      return "";
    }
    String reason = Convergence.obstacle(participants, (double) linkBytesPerSecond());
    return "expected downtime %.1f ms is over the limit of %.1f ms; %s"
        .formatted(
            forecastNanos / NANOS_PER_MILLI,
            plan.downtimeLimitNanos() / NANOS_PER_MILLI,
            reason.isEmpty() ? forecast.reason(linkBytesPerSecond()) : reason);
  }

  private String absurd() {
    return participants.stream()
        .filter(state -> !state.estimates.complaint().isEmpty())
        .map(state -> state.name + ": " + state.estimates.complaint())
        .collect(Collectors.joining("; "));
  }

  /** Devices that no waiting will help with. */
  private String restless() {
    StringBuilder text = new StringBuilder();
    for (SavingState state : participants) {
      String complaint =
          state.reinitRate.complaint(state.acks, state.ackTimes.medianNanos(), triedNanos);
      if (!complaint.isEmpty()) {
        text.append("; ").append(complaint);
      }
    }
    return text.toString();
  }

  /** It goes over whatever devices say. */
  void force() {
    forced = true;
  }

  /** It is decided. What is asked for from now on is late. */
  void decide() {
    listener.onDecision(forecastNanos, plan.downtimeLimitNanos(), forced);
    participants.forEach(state -> state.acks.decide());
  }

  /** Whether it goes over whatever devices say. */
  boolean isForced() {
    return forced;
  }

  /** Precopy goes on. */
  void retreated(int retreats, long standstillNanos) {
    AckState late = acks.lastRequester();
    listener.onRetreat(late == null ? "" : late.name(), retreats, standstillNanos);
    lastTriedNanos = 0;
  }

  /** Whether a device has asked for an ack since the decision, or since this was asked before. */
  boolean isLate() {
    if (!guestRuns) {
      return false;
    }
    long late = participants.stream().mapToLong(state -> state.acks.countLate()).sum();
    lateReinits += (int) late;
    return late > 0;
  }
}
