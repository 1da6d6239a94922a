package org.baton.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.baton.engine.control.SourceConductor;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.switchover.LateReinitPolicy;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.engine.switchover.TimeoutStrategy;
import org.baton.transport.wire.FailCode;
import org.baton.vfio.DeviceState;
import org.jspecify.annotations.Nullable;

/**
 * What must hold while a migration runs, whatever goes wrong. The first thing that does not is
 * kept. It looks at devices, guests and messages only, never at what a conductor believes.
 */
final class Promises {
  private final SimulatedClock clock;
  private final Consumer<String> trace;
  private final List<WatchedDevice> sources = new ArrayList<>();
  private final List<WatchedDevice> destinations = new ArrayList<>();
  private @Nullable Run run;
  private @Nullable String violation;
  private long number;
  private long capBytes;
  private long guestPaused;
  private long lastAck;
  private long decisionNanos;
  private boolean committed;
  private boolean liesBelieved;
  private boolean controlTrouble;
  private boolean dataTrouble;

  /** What is watched. */
  record Run(
      Scenario scenario,
      SimulatedSource source,
      SimulatedGuest sourceGuest,
      SimulatedGuest destinationGuest) {}

  Promises(SimulatedClock clock, Consumer<String> trace) {
    this.clock = clock;
    this.trace = trace;
  }

  /** Adds a device on both sides. */
  void watch(WatchedDevice source, WatchedDevice destination) {
    sources.add(source);
    destinations.add(destination);
  }

  /** Begins to watch. */
  void watch(Run what) {
    run = what;
  }

  /** The number of what happens now. */
  long next() {
    return ++number;
  }

  /** What did not hold first, or null. */
  @Nullable String violation() {
    return violation;
  }

  /** Something did not hold. */
  void violated(String what) {
    if (violation == null) {
      violation = what;
      trace("VIOLATED: " + what);
    }
  }

  void trace(String line) {
    trace.accept(line);
  }

  List<WatchedDevice> sources() {
    return sources;
  }

  List<WatchedDevice> destinations() {
    return destinations;
  }

  boolean isCommitted() {
    return committed;
  }

  boolean hadControlTrouble() {
    return controlTrouble;
  }

  boolean hadDataTrouble() {
    return dataTrouble;
  }

  private Run run() {
    if (run == null) {
      throw new IllegalStateException("nothing is watched yet");
    }
    return run;
  }

  void onControlTrouble() {
    trace("trouble on the control connection");
    controlTrouble = true;
  }

  void onDataTrouble() {
    trace("trouble on a data connection");
    dataTrouble = true;
  }

  void onConnected(long windowBytes) {
    capBytes = windowBytes;
  }

  void onCommit() {
    committed = true;
  }

  void onAck() {
    lastAck = next();
  }

  /** The guest stands still at the source. */
  void onGuestPaused() {
    guestPaused = next();
  }

  void onGuestRuns(String side) {
    if (run().sourceGuest.runs() && run().destinationGuest.runs()) {
      violated("two guests run");
    }
    boolean there = side.equals("destination");
    if (there && !committed) {
      violated("the guest runs at the destination before COMMIT");
    }
    for (WatchedDevice device : there ? destinations : List.<WatchedDevice>of()) {
      if (device.peek() != DeviceState.RUNNING) {
        violated("the guest runs on " + device.name() + ", which is in " + device.peek());
      }
    }
  }

  /** The source pauses the guest. */
  void onDecision() {
    decisionNanos = clock.nanoTime();
    if (!waitsForAcks()) {
      return;
    }
    for (WatchedDevice device : sources) {
      if (device.flags().hasPrecopy() && device.lastAnswer() < lastAck) {
        violated("decided, and " + device.name() + " was not asked after the last ack");
      }
    }
  }

  /** A device of the source is about to stop. */
  void onStopCopy(WatchedDevice device) {
    SimulatedGuest guest = run().sourceGuest;
    if (guest.runs()) {
      violated(device.name() + " stops while the guest runs");
    }
    for (WatchedDevice other : sources) {
      DeviceState state = other.peek();
      if (other.flags().hasP2p()
          && !other.hasRefused()
          && (state == DeviceState.PRE_COPY || state == DeviceState.RUNNING)) {
        violated(device.name() + " stops while " + other.name() + " is in " + state);
      }
    }
    boolean reusable = mode() == SwitchoverAckMode.REUSABLE;
    boolean toldAll = reusable && policy() != LateReinitPolicy.PROCEED;
    if (!device.flags().hasPrecopy() || !waitsForAcks()) {
      return;
    }
    boolean firstOnly = !toldAll || !device.reportsReinit();
    long due = device.initialEnd(firstOnly);
    long loaded = destinations.get(sources.indexOf(device)).device().bytesLoaded();
    if (due < 0 || loaded < due) {
      violated(
          "over with an ack pending: %s has loaded %d bytes, its initial data ends at %d"
              .formatted(device.name(), loaded, due));
    }
    if (firstOnly) {
      return;
    }
    if (device.owesInitialData()) {
      violated("over with an ack pending: " + device.name() + " has unread initial data");
    }
    if (device.unseenReinit() != 0 && device.unseenReinit() < guestPaused) {
      violated(
          "over without asking: %s re-initialised before the guest stood still"
              .formatted(device.name()));
    }
  }

  /**
   * A device is about to run: none may stand still any more, for it could write into that one. One
   * without P2P states has nowhere else to go.
   */
  void onRunning(WatchedDevice device) {
    if (!device.flags().hasP2p()) {
      return;
    }
    for (WatchedDevice other : sources.contains(device) ? sources : destinations) {
      DeviceState state = other.peek();
      boolean stands = state == DeviceState.STOP || state == DeviceState.STOP_COPY;
      if (stands && other.flags().hasP2p() && !other.hasRefused()) {
        violated(device.name() + " runs while " + other.name() + " is in " + state);
      }
    }
  }

  /** A device of the source was read. */
  void onRead(WatchedDevice device) {
    long loaded = destinations.get(sources.indexOf(device)).device().bytesLoaded();
    long queued = device.device().bytesDelivered() - loaded;
    if (queued > capBytes) {
      violated("%d bytes of %s are queued, over %d".formatted(queued, device.name(), capBytes));
    }
  }

  /** The source's conductor has heard an ack that no conductor gave. */
  void onForgedAck(String text, SourceConductor conductor) {
    boolean ended = conductor.isEnded() || conductor.status() == MigrationStatus.COMPLETED;
    if (conductor.failure() != null || ended) {
      return;
    }
    if (run().scenario.forgery == Forgery.NEXT && isPlausible(text)) {
      liesBelieved = true;
    } else {
      violated("a forged ack was taken: " + text);
    }
  }

  /** Whether its tag is on its way: then nobody can tell the lie from the truth. */
  private boolean isPlausible(String ack) {
    String[] words = ack.split(" ", -1);
    int participant = Integer.parseInt(words[1]);
    return participant >= 0 && sources.get(participant).initialEnds() >= Integer.parseInt(words[2]);
  }

  private SwitchoverAckMode mode() {
    return SwitchoverAckMode.of(
        run().scenario.switchover.ackMode().capabilities()
            & run().scenario.destinationAckMode.capabilities());
  }

  private LateReinitPolicy policy() {
    return run().scenario.switchover.lateReinitPolicy();
  }

  /** Whether an ack must have come before the guest is paused. */
  private boolean waitsForAcks() {
    return mode() != SwitchoverAckMode.OFF
        && run().scenario.guestRuns
        && !liesBelieved
        && !isForced();
  }

  /** Whether precopy took so long that the source need not wait any more. */
  private boolean isForced() {
    long timeout = run().scenario.switchover.timeoutNanos();
    return timeout > 0
        && run().scenario.switchover.timeoutStrategy() == TimeoutStrategy.SWITCHOVER
        && run().source.conductor().warnings().stream()
            .anyMatch(warning -> warning.startsWith("precopy took too long"))
        && decisionNanos > 0;
  }

  /** Whether somebody has lost what the peer said last, although the wire lost nothing. */
  static boolean isLostCause(Failure failure) {
    return failure.code() == FailCode.CONNECTION && !failure.fromPeer();
  }
}
