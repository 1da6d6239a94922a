package org.baton.cli;

import org.baton.engine.report.AckReport;
import org.baton.engine.report.PendingReport;
import org.baton.engine.report.SwitchoverReport;

/** What reports and looks from outside tell alike. */
final class SharedJson {
  private SharedJson() {}

  /** The fields of a device's acks. */
  static void acks(JsonWriter json, AckReport acks) {
    json.field("reinits", acks.reinits());
    json.field("acksRequested", acks.requested()).field("acksReceived", acks.received());
    json.beginObject("ackRoundTripMillis");
    json.millisField("p50", acks.roundTripP50Nanos());
    json.millisField("p99", acks.roundTripP99Nanos());
    json.millisField("max", acks.roundTripMaxNanos()).end();
    json.millisField("ackWaitMillis", acks.waitNanos()).field("lateReinits", acks.late());
  }

  /** The fields of what a device has left. */
  static void pending(JsonWriter json, PendingReport pending) {
    json.field("initialBytesLeft", pending.initialBytes());
    json.field("dirtyBytesLeft", pending.dirtyBytes());
    json.field("stopCopyBytesLeft", pending.stopCopyBytes());
    json.field("dirtyBytesPerSecond", pending.dirtyBytesPerSecond());
  }

  /** The fields of the way to the switchover. */
  static void switchover(JsonWriter json, SwitchoverReport switchover) {
    json.field("switchoverAck", switchover.ackMode().toString());
    json.field("linkBytesPerSecond", switchover.linkBytesPerSecond());
    json.millisField("ackWaitMillis", switchover.ackWaitNanos());
    json.field("lateReinits", switchover.lateReinits()).field("retreats", switchover.retreats());
    json.millisField("retreatMillis", switchover.retreatNanos());
  }
}
