package org.baton.bench.page;

import java.util.ArrayList;
import java.util.List;

/** What each benchmark should show. */
final class Targets {
  private static final double AS_FAST = 0.95;
  private static final double AS_CHEAP = 1.15;
  static final double SCALED = 1.2;
  static final double MEBIBYTES_OVER_SLAB = 64;
  private static final double USUAL_ACK = 1.3;
  private static final double LATE_ACK = 1.5;

  /** What the cover letter of QEMU's support of REINIT says. */
  private static final double REDUCTION_PERCENT = 43;

  private static final double BUSY_REDUCTION_PERCENT = 67;

  /** One after another would be 4. */
  private static final double FOUR_DEVICES = 1.5;

  private Targets() {}

  /** Those of one report. */
  static List<Target> of(Result result) {
    return switch (result.benchmark()) {
      case "datapath" -> dataPath();
      case "ack" -> ack();
      case "scale" -> scale();
      case "slow-loader" -> slowLoader();
      case "steady" -> steady();
      case "lab-qemu" -> labQemu();
      default -> List.of();
    };
  }

  private static List<Target> dataPath() {
    List<Target> targets = new ArrayList<>();
    targets.add(
        Target.atLeast(
            "ratios.c.throughput", AS_FAST, "tcp-1: nearly as fast as the plain pump in C"));
    targets.add(
        Target.atMost(
            "ratios.c.cpu", AS_CHEAP, "tcp-1: little more processor time per byte than it"));
    for (String peer : List.of("nio", "netty", "aeron")) {
      targets.add(
          Target.above(
              "ratios.%s.throughput".formatted(peer), 1, "tcp-1: ahead of %s".formatted(peer)));
      targets.add(
          Target.atMost(
              "ratios.%s.cpu".formatted(peer),
              1,
              "tcp-1: no more processor time per byte than %s".formatted(peer)));
    }
    for (String unix : List.of("unix-1", "unix-4")) {
      targets.add(
          Target.atLeast(
              "configurations.%s.ratios.c.throughput".formatted(unix),
              AS_FAST,
              unix + ": nearly as fast as the plain pump in C"));
    }
    return targets;
  }

  private static List<Target> ack() {
    return List.of(
        Target.atMost(
            "ratios.p50", USUAL_ACK, "TCP, under load: p50 to that of a raw round trip in C"),
        Target.atMost("ratios.p99", LATE_ACK, "TCP, under load: p99 to its p99"));
  }

  private static List<Target> scale() {
    return List.of(
        Target.atMost("timePerByteRatio64", SCALED, "time per byte of 64 devices to that of one"));
  }

  private static List<Target> slowLoader() {
    return List.of(
        Target.neverAbove(
            "memory.source.overSlabMebibytes",
            MEBIBYTES_OVER_SLAB,
            "source: memory over the slab, MiB"),
        Target.neverAbove(
            "memory.destination.overSlabMebibytes",
            MEBIBYTES_OVER_SLAB,
            "destination: memory over the slab, MiB"));
  }

  private static List<Target> steady() {
    return List.of(
        Target.atMost(
            "mostAllocatedBytesPerChunk", 0.1, "heap that the data plane allocates for a chunk"),
        Target.atMost("safepointCount", 0, "safepoints while the migration is in full swing"));
  }

  private static List<Target> labQemu() {
    return List.of(
        Target.noMoreThan(
            "baton.reinit.downtimeMillis",
            "qemu.reinit.downtimeMillis",
            "REINIT: downtime no longer than QEMU's"),
        Target.noMoreThan(
            "baton.legacy.downtimeMillis",
            "qemu.legacy.downtimeMillis",
            "legacy: downtime no longer than QEMU's"),
        Target.atLeast(
            "baton.reductionPercent.downtimeMillis",
            REDUCTION_PERCENT,
            "% less downtime with an ack for each REINIT, as in QEMU's cover letter"),
        Target.atLeast(
            "baton.reductionPercent.busyDeviceDowntimeMillis",
            BUSY_REDUCTION_PERCENT,
            "% less downtime of the busy device, as there"),
        Target.atMost(
            "parallel.baton.ratio", FOUR_DEVICES, "four devices: downtime to that of one"),
        Target.atMost(
            "sameWork.reinit.differingRounds",
            0,
            "REINIT: rounds in which Baton and QEMU did not move the same"),
        Target.atMost(
            "sameWork.legacy.differingRounds",
            0,
            "legacy: rounds in which Baton and QEMU did not move the same"));
  }
}
