package org.baton.engine.control;

import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.report.SwitchoverReport;
import org.baton.engine.switchover.LateReinitPolicy;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.engine.switchover.TimeoutStrategy;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.wire.FailCode;
import org.jspecify.annotations.Nullable;

/**
 * The source's way from PRECOPY to the point of no return, SAVING, and back if a device objects.
 *
 * <p>Answers of devices raise requests, so before a decision all devices are asked once more and
 * the gate is tried again: what was open on old answers may be shut on new ones. After it they are
 * asked twice, with the guest paused: in PRE_COPY, because mlx5 says REINIT in no other state, and
 * in P2P.
 *
 * <p>Owned by the conductor's thread.
 */
final class Switchover {
  private final SwitchoverPlan plan;
  private final SwitchoverGate gate;
  private final SourceConductor conductor;
  private final SourceActions actions;
  private final SourceRecovery recovery;
  private final DowntimeClock downtime;

  private boolean checking;
  private long requestsAtCheck;
  private long precopyNanos;
  private int retreats;
  private long retreatNanos;

  Switchover(
      SwitchoverPlan plan,
      SwitchoverGate gate,
      SourceConductor conductor,
      SourceActions actions,
      SourceRecovery recovery,
      DowntimeClock downtime) {
    this.plan = plan;
    this.gate = gate;
    this.conductor = conductor;
    this.actions = actions;
    this.recovery = recovery;
    this.downtime = downtime;
  }

  /** What was agreed on, and how it went. */
  SwitchoverReport report() {
    return new SwitchoverReport(
        gate.acks().mode(),
        gate.linkBytesPerSecond(),
        gate.ackWaitNanos(),
        gate.lateReinits(),
        retreats,
        retreatNanos);
  }

  /** Both sides have agreed on a mode. */
  void agree(SwitchoverAckMode mode) {
    if (mode != plan.ackMode()) {
      conductor.warn(
          "switchover-ack is " + mode + ", because the destination does not do " + plan.ackMode());
    }
    gate.agree(mode);
  }

  /** State moves while the guest runs, from now on. */
  void begin(long nowNanos) {
    precopyNanos = nowNanos;
  }

  /** Looks whether it is time, in PRECOPY. */
  void consider(long nowNanos) {
    gate.estimate(nowNanos);
    boolean overdue = plan.timeoutNanos() > 0 && nowNanos - precopyNanos >= plan.timeoutNanos();
    if (overdue && plan.timeoutStrategy() == TimeoutStrategy.CANCEL) {
      conductor.giveUp(
          FailCode.TIMEOUT,
          ControlMessages.NO_PARTICIPANT,
          "precopy did not converge in time: " + gate.obstacle(),
          false);
    } else if (checking) {
      // None may still be to come when the next question goes out: it could not be told apart.
      if (conductor.allReached(SaveCommand.QUERY)) {
        checking = false;
        // One that asked for an ack meanwhile, and has it, may have re-initialised since it
        // answered.
        decideIf(gate.isOpen() && gate.acks().requests() == requestsAtCheck, nowNanos);
      }
    } else if (overdue) {
      conductor.warn("precopy took too long, so the guest was paused although: " + gate.obstacle());
      gate.force();
      decideIf(true, nowNanos);
    } else if (gate.isOpen()) {
      checking = true;
      requestsAtCheck = gate.acks().requests();
      conductor.commandAll(SaveCommand.QUERY);
    }
  }

  private void decideIf(boolean open, long nowNanos) {
    if (!open) {
      return;
    }
    gate.decide();
    downtime.start(nowNanos);
    if (gate.guestRuns()) {
      conductor.enter(SourcePhase.PAUSING);
      recovery.onPausing();
      actions.pauseGuest();
    } else {
      recovery.onStopped();
      askPaused(nowNanos);
    }
  }

  /** The guest stands still. */
  void onPaused(long nowNanos) {
    askPaused(nowNanos);
  }

  private void askPaused(long nowNanos) {
    downtime.next(nowNanos);
    conductor.enter(SourcePhase.QUERYING);
    conductor.commandAll(SaveCommand.QUERY);
  }

  /** All have answered in PRE_COPY. */
  void onAnsweredPaused() {
    if (goesOn()) {
      conductor.enter(SourcePhase.P2P);
      conductor.commandAll(SaveCommand.P2P);
    }
  }

  /** All are in P2P, and have answered there. */
  void onAnsweredInP2p(long nowNanos) {
    if (goesOn()) {
      downtime.next(nowNanos);
      conductor.enter(SourcePhase.SAVING);
      conductor.commandAll(SaveCommand.STOP_COPY);
    }
  }

  private boolean goesOn() {
    if (!gate.isLate()) {
      return true;
    }
    LateReinitPolicy policy = gate.isForced() ? LateReinitPolicy.PROCEED : plan.lateReinitPolicy();
    if (policy == LateReinitPolicy.PROCEED) {
      return true;
    }
    if (policy == LateReinitPolicy.RETREAT && retreats < plan.maxRetreats()) {
      conductor.enter(SourcePhase.RETREATING);
      conductor.commandAll(SaveCommand.RETREAT);
      return false;
    }
    @Nullable AckState late = gate.acks().lastRequester();
    conductor.giveUp(
        FailCode.DEVICE,
        late == null ? ControlMessages.NO_PARTICIPANT : late.participant(),
        lateCause(policy),
        false);
    return false;
  }

  private String lateCause(LateReinitPolicy policy) {
    String what = "it re-initialised after the switchover was decided, ";
    return policy == LateReinitPolicy.FAIL
        ? what + "and the late-reinit policy is fail: try again, or choose another"
        : what + "once more after %d retreats: try again when it is quieter".formatted(retreats);
  }

  /** All are back in PRE_COPY. */
  void onRetreated() {
    conductor.forgetReached();
    recovery.onResuming();
    actions.resumeGuest();
  }

  /** The guest runs again, and precopy goes on. */
  void onResumed(long nowNanos) {
    downtime.end(nowNanos);
    long standstillNanos = downtime.stages().totalNanos();
    retreatNanos += standstillNanos;
    downtime.clear();
    retreats++;
    gate.retreated(retreats, standstillNanos);
    conductor.enter(SourcePhase.PRECOPY);
  }
}
