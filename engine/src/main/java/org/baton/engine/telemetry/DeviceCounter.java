package org.baton.engine.telemetry;

import java.util.List;
import java.util.function.ToLongFunction;
import org.baton.engine.report.ParticipantProgress;

/**
 * What is counted of each device. A constant's place is its type in the file, so new ones go to the
 * end. Acks that were received come before those that were asked for: a reader that goes from one
 * to the next never sees more of the former.
 */
@SuppressWarnings("ImmutableEnumChecker") // The functions are references to methods of records.
public enum DeviceCounter {
  /** The state, as the kernel numbers it. */
  STATE("state", device -> device.state().number()),
  /** Initial data not read yet. */
  INITIAL_BYTES("initialBytesLeft", device -> device.pending().initialBytes()),
  /** Changed data not read yet. */
  DIRTY_BYTES("dirtyBytesLeft", device -> device.pending().dirtyBytes()),
  /** What stop-copy would read. */
  STOP_COPY_BYTES("stopCopyBytesLeft", device -> device.pending().stopCopyBytes()),
  /** How fast the guest makes new dirty data. */
  DIRTY_RATE("dirtyBytesPerSecond", device -> device.pending().dirtyBytesPerSecond()),
  /** Read so far. */
  MOVED_BYTES("movedBytes", ParticipantProgress::movedBytes),
  /** Loaded at the destination so far. */
  LOADED_BYTES("loadedBytes", ParticipantProgress::loadedBytes),
  /** Acks that came. */
  ACKS_RECEIVED("acksReceived", device -> device.acks().received()),
  /** Acks that were asked for. */
  ACKS_REQUESTED("acksRequested", device -> device.acks().requested()),
  /** How often the driver said REINIT. */
  REINITS("reinits", device -> device.acks().reinits()),
  /** Requests that came after the decision. */
  LATE("lateReinits", device -> device.acks().late()),
  /** Median round trip of an ack. */
  ACK_P50_NANOS("ackRoundTripP50Nanos", device -> device.acks().roundTripP50Nanos()),
  /** 99 of 100 took no longer. */
  ACK_P99_NANOS("ackRoundTripP99Nanos", device -> device.acks().roundTripP99Nanos()),
  /** The longest. */
  ACK_MAX_NANOS("ackRoundTripMaxNanos", device -> device.acks().roundTripMaxNanos()),
  /** How long only acks were waited for, and its was missing. */
  ACK_WAIT_NANOS("ackWaitNanos", device -> device.acks().waitNanos());

  /** In the order of their types. */
  static final List<DeviceCounter> ALL = List.of(values());

  private final String label;
  private final ToLongFunction<ParticipantProgress> value;

  DeviceCounter(String label, ToLongFunction<ParticipantProgress> value) {
    this.label = label;
    this.value = value;
  }

  /** Its number in the file. */
  int type() {
    return ALL.indexOf(this);
  }

  /** What it is called in the file, behind the device's name. */
  String label() {
    return label;
  }

  /** What it says of a device. */
  long of(ParticipantProgress progress) {
    return value.applyAsLong(progress);
  }
}
