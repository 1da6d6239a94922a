package org.baton.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.baton.vfio.MigrationFlags;
import org.baton.vfio.simulated.DataSize;
import org.baton.vfio.simulated.EmptyRead;
import org.baton.vfio.simulated.Fault;
import org.baton.vfio.simulated.SimulatedDeviceBuilder;
import org.baton.vfio.simulated.SimulatedDeviceSpec;
import org.baton.vfio.simulated.TransitionTimes;

/** Draws devices, their faults, and what the guest does to them. */
final class DeviceDice {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  /** With %d for which call is struck. */
  private static final List<String> SOURCE_FAULTS =
      List.of(
          "read:%d:EIO",
          "read:%d+:ENODEV",
          "read:%d:EINTR",
          "read:%d:ENOMSG",
          "read:%d:end",
          "read:%d:corrupt=100",
          "read:1+:short=%d",
          "read:%d:delay=30ms",
          "info:%d:EIO",
          "info:%d:garbage",
          "info:%d+:garbage",
          "info:%d:delay=20ms",
          "size:%d:garbage",
          "size:%d:EIO",
          "get:%d:EIO",
          "state:PRE_COPY:%d:EIO",
          "state:STOP_COPY:%d:EIO",
          "state:STOP_COPY:%d:ERROR",
          "state:RUNNING:%d:EIO",
          "state:RUNNING:%d:ERROR",
          "state:STOP:%d:EIO",
          "reset:%d:EIO",
          "state:STOP_COPY:%d:delay=40ms");

  private static final List<String> P2P_FAULTS =
      List.of(
          "state:RUNNING_P2P:%d:EIO", "state:PRE_COPY_P2P:%d:EIO", "state:PRE_COPY_P2P:%d:ERROR");

  private static final List<String> DESTINATION_FAULTS =
      List.of(
          "write:%d:EIO",
          "write:%d:EINTR",
          "write:1+:short=%d",
          "write:%d:corrupt=7",
          "write:%d:delay=60ms",
          "reset:%d:EIO",
          "reset:%d+:EIO",
          "state:RESUMING:%d:EIO",
          "state:STOP:%d:EINVAL",
          "state:STOP:%d:delay=40ms",
          "state:RUNNING:%d:EIO");

  private final Dice dice;
  private final boolean calm;
  private final boolean guestRuns;

  DeviceDice(Dice dice, boolean calm, boolean guestRuns) {
    this.dice = dice;
    this.calm = calm;
    this.guestRuns = guestRuns;
  }

  DevicePlan device(String name) {
    boolean precopy = dice.chance(80);
    boolean p2p = dice.chance(75);
    long flags =
        MigrationFlags.STOP_COPY
            | (precopy ? MigrationFlags.PRE_COPY : 0)
            | (p2p ? MigrationFlags.P2P : 0);
    SimulatedDeviceBuilder source = like(name, flags, precopy);
    SimulatedDeviceBuilder destination = SimulatedDeviceSpec.builder().name(name);
    destination.flags(new MigrationFlags(flags)).transitionTime(transitions());
    if (dice.chance(40)) {
      destination.loadBytesPerSecond(500_000L << dice.below(8));
    }
    if (dice.chance(30)) {
      destination.initialLoadNanos(dice.upTo(20 * MILLI));
    }
    if (!calm && dice.chance(20)) {
      source.fault(fault(SOURCE_FAULTS));
    }
    if (!calm && p2p && dice.chance(5)) {
      String fault = dice.oneOf(P2P_FAULTS);
      if (precopy || !fault.contains("PRE_COPY")) {
        source.fault(Fault.parse(fault.formatted(1 + dice.below(2))));
      }
    }
    if (!calm && dice.chance(12)) {
      destination.fault(fault(DESTINATION_FAULTS));
    }
    boolean storm = precopy && guestRuns && dice.chance(15);
    return new DevicePlan(
        source.build(),
        destination.build(),
        precopy && guestRuns ? times(3, 120 * MILLI) : List.of(),
        storm ? 500_000 + dice.upTo(15 * MILLI) : 0,
        calm ? dice.upTo(60 * MILLI) : dice.upTo(dice.chance(50) ? 100 * MILLI : 1_000 * MILLI),
        precopy && guestRuns ? times(4, 10 * MILLI) : List.of());
  }

  private SimulatedDeviceBuilder like(String name, long flags, boolean precopy) {
    SimulatedDeviceBuilder source = SimulatedDeviceSpec.builder().name(name);
    source
        .seed(dice.upTo(1L << 40))
        .flags(new MigrationFlags(flags))
        .initialBytes(64 + dice.upTo(dice.chance(50) ? 8_000 : 60_000))
        .reinitBytes(64 + dice.upTo(20_000))
        .stopCopyBytes(64 + dice.upTo(dice.chance(50) ? 4_000 : 60_000))
        .transitionTime(transitions())
        .emptyRead(dice.oneOf(List.of(EmptyRead.values())))
        .dataSize(dice.oneOf(List.of(DataSize.values())))
        .reportsReinit(precopy && dice.chance(85));
    if (precopy && guestRuns && dice.chance(50)) {
      source
          .dirtyBytesPerSecond(calm ? 100_000 : 100_000L << dice.below(10))
          .dirtyLimitBytes(dice.chance(70) ? 64 + dice.upTo(30_000) : 0);
    }
    if (dice.chance(30)) {
      source.saveBytesPerSecond(1_000_000L << dice.below(8));
    }
    if (dice.chance(20)) {
      source.precopyInfoNanos(dice.upTo(2 * MILLI));
    }
    if (dice.chance(15)) {
      source.maxReadBytes(100 + dice.below(5_000));
    }
    return source;
  }

  private TransitionTimes transitions() {
    return dice.chance(50)
        ? TransitionTimes.NONE
        : new TransitionTimes(dice.upTo(4 * MILLI), Map.of());
  }

  private Fault fault(List<String> faults) {
    return Fault.parse(dice.oneOf(faults).formatted(1 + dice.below(dice.chance(60) ? 4 : 30)));
  }

  private List<Long> times(int most, long within) {
    List<Long> times = new ArrayList<>();
    int count = dice.chance(40) ? dice.below(most + 1) : 0;
    for (int i = 0; i < count; i++) {
      times.add(1 + dice.upTo(within));
    }
    return times;
  }
}
