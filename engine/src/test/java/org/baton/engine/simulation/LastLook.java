package org.baton.engine.simulation;

import java.util.List;
import java.util.stream.Stream;
import org.baton.engine.control.Conductor;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.switchover.LateReinitPolicy;
import org.baton.transport.wire.FailCode;
import org.baton.vfio.DeviceState;
import org.jspecify.annotations.Nullable;

/** What must hold when both sides have ended. */
final class LastLook {
  private final Scenario scenario;
  private final SimulatedSource source;
  private final SimulatedDestination destination;
  private final SimulatedGuest sourceGuest;
  private final SimulatedGuest destinationGuest;
  private final Promises promises;

  LastLook(
      Scenario scenario,
      SimulatedSource source,
      SimulatedDestination destination,
      SimulatedGuest sourceGuest,
      SimulatedGuest destinationGuest,
      Promises promises) {
    this.scenario = scenario;
    this.source = source;
    this.destination = destination;
    this.sourceGuest = sourceGuest;
    this.destinationGuest = destinationGuest;
    this.promises = promises;
  }

  void check() {
    require(source.slotsLeft() == 0, "slots of the source were not given back");
    require(destination.slotsLeft() == 0, "slots of the destination were not given back");
    MigrationStatus here = source.conductor().status();
    MigrationStatus there = destination.conductor().status();
    checkCause("source", source.conductor());
    checkCause("destination", destination.conductor());
    switch (here) {
      case COMPLETED -> checkCompleted(there);
      case FAILED, CANCELLED -> checkBroughtBack(there);
      case UNKNOWN -> {
        require(promises.isCommitted(), "unknown before COMMIT");
        require(!sourceGuest.runs(), "unknown, and the guest runs at the source");
        require(
            promises.sources().stream().noneMatch(device -> device.peek() == DeviceState.RUNNING),
            "unknown, and a device of the source runs");
      }
      default -> require(false, "the source ended " + here);
    }
    require(
        !destinationGuest.runs()
            || there == MigrationStatus.COMPLETED
            || there == MigrationStatus.UNKNOWN,
        "the guest runs at the destination, which ended " + there);
    checkPair(here, there);
    if (scenario.calm) {
      checkCalm(here, there);
    }
  }

  private void checkCompleted(MigrationStatus there) {
    require(there == MigrationStatus.COMPLETED, "completed here, " + there + " there");
    require(!sourceGuest.runs(), "completed, and the guest runs at the source");
    require(destinationGuest.runs() == scenario.guestRuns, "the guest is not as it was");
    for (int i = 0; i < promises.sources().size(); i++) {
      WatchedDevice from = promises.sources().get(i);
      WatchedDevice to = promises.destinations().get(i);
      String name = from.name();
      require(
          from.device().contentDigest() == to.device().contentDigest(), name + " differs there");
      require(
          from.device().bytesDelivered() == to.device().bytesLoaded(),
          name + ": bytes out are not bytes in");
      require(to.peek() == DeviceState.RUNNING, name + " does not run there");
      require(sentChunks(i) == loadedChunks(i), name + ": not every credit is back");
      require(from.peek() == DeviceState.STOP || isWarnedOf(name), name + " is not stopped here");
    }
  }

  private long sentChunks(int participant) {
    var pipeline = source.pipeline();
    return pipeline == null ? -1 : pipeline.gauges(participant).chunks();
  }

  private long loadedChunks(int participant) {
    var pipeline = destination.pipeline();
    return pipeline == null ? -2 : pipeline.gauges(participant).chunks();
  }

  private void checkBroughtBack(MigrationStatus there) {
    require(!promises.isCommitted(), "given up after COMMIT");
    require(
        there == MigrationStatus.FAILED || there == MigrationStatus.CANCELLED,
        "given up here, " + there + " there");
    require(!destinationGuest.runs(), "given up, and the guest runs at the destination");
    boolean warned =
        source.conductor().recoveryFailed()
            && source.conductor().warnings().stream()
                .anyMatch(warning -> warning.startsWith("the guest could not be resumed"));
    require(
        sourceGuest.isWhole() == scenario.guestRuns || warned,
        "given up, and the guest was not resumed");
    for (WatchedDevice device : promises.sources()) {
      require(
          device.peek() == DeviceState.RUNNING
              || (source.conductor().recoveryFailed() && isWarnedOf(device.name())),
          "given up, and " + device.name() + " is in " + device.peek());
    }
  }

  private boolean isWarnedOf(String name) {
    return source.conductor().warnings().stream().anyMatch(warning -> warning.startsWith(name));
  }

  private void checkCause(String side, Conductor<?, ?> conductor) {
    Failure failure = conductor.failure();
    require(
        (failure != null) == (conductor.status() != MigrationStatus.COMPLETED),
        "the " + side + " ended " + conductor.status() + " with the cause " + failure);
    Stream.concat(Stream.ofNullable(failure).map(Failure::cause), conductor.warnings().stream())
        .filter(text -> text.isBlank() || text.contains("java.") || text.contains("internal"))
        .forEach(text -> require(false, "the " + side + " says '" + text + "'"));
  }

  /** Whoever hears why the other gave up says the same, and nobody has to guess. */
  private void checkPair(MigrationStatus here, MigrationStatus there) {
    Failure ours = source.conductor().failure();
    Failure theirs = destination.conductor().failure();
    for (List<Failure> pair : pairs(ours, theirs)) {
      Failure heard = pair.get(0);
      Failure said = pair.get(1);
      require(
          !heard.fromPeer()
              || (heard.code() == said.code()
                  && heard.cause().equals(said.cause())
                  && !said.fromPeer()),
          "one side heard '" + heard + "', the other said '" + said + "'");
    }
    boolean silentEnd = here == MigrationStatus.UNKNOWN || there == MigrationStatus.UNKNOWN;
    if (promises.hadControlTrouble() || promises.hadDataTrouble() || silentEnd) {
      return;
    }
    Stream.concat(Stream.ofNullable(ours), Stream.ofNullable(theirs))
        .filter(Promises::isLostCause)
        .forEach(failure -> require(false, "the other side's cause was lost: " + failure));
  }

  private static List<List<Failure>> pairs(@Nullable Failure ours, @Nullable Failure theirs) {
    return ours == null || theirs == null
        ? List.of()
        : List.of(List.of(ours, theirs), List.of(theirs, ours));
  }

  private void checkCalm(MigrationStatus here, MigrationStatus there) {
    Failure failure = source.conductor().failure();
    boolean lateReinit =
        failure != null
            && failure.code() == FailCode.DEVICE
            && scenario.switchover.lateReinitPolicy() != LateReinitPolicy.PROCEED;
    require(
        (here == MigrationStatus.COMPLETED && there == MigrationStatus.COMPLETED) || lateReinit,
        "nothing went wrong, and the source ended %s with %s".formatted(here, failure));
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      promises.violated(otherwise);
    }
  }
}
