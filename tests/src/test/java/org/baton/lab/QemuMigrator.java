package org.baton.lab;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Moves devices with real QEMU. Two processes for each round, which start, and whose guest's
 * firmware comes to rest, before anything is measured.
 */
final class QemuMigrator implements Migrator {
  private static final String START = "src-downtime-start";
  private static final String RUNNING = "dst-precopy-bh-vm-started";

  /** In their order; of these QEMU writes down when they were reached. */
  private static final String[] SOURCE_CHECKPOINTS = {
    "src-vm-stopped", "src-iterable-saved", "src-non-iterable-saved", "src-downtime-end"
  };

  private static final String[] DESTINATION_CHECKPOINTS = {"dst-precopy-loadvm-completed", RUNNING};

  private static final long REST_MILLIS = 200;

  /** In so many milliseconds of rest a guest at rest takes no more than this of a CPU. */
  private static final long REST_CPU_MILLIS = 20;

  private static final long REST_PATIENCE_SECONDS = 30;
  private static final double MICROS_PER_MILLI = 1e3;

  private final int channels;

  /**
   * Of one kind.
   *
   * @param channels of multifd; 0: everything goes through one
   */
  QemuMigrator(int channels) {
    this.channels = channels;
  }

  @Override
  public ExperimentRound migrate(MovingDevices devices, boolean reinit)
      throws IOException, InterruptedException {
    String machine = reinit ? QemuPair.REUSABLE : QemuPair.LEGACY;
    try (QemuPair pair = new QemuPair(machine, devices.from, devices.to)) {
      if (channels > 0) {
        pair.multifd(channels);
      }
      rest(pair.source);
      devices.begin();
      QemuPair.Result result = pair.migrate(QemuExperiment.DOWNTIME_LIMIT_MILLIS);
      if (!result.status().equals("completed")) {
        throw new IOException("QEMU: " + result.status() + ": " + result.error());
      }
      devices.verify();
      awaitRunning(pair.destination);
      return round(pair, devices, result);
    }
  }

  private static void rest(Qemu qemu) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(REST_PATIENCE_SECONDS);
    long used = qemu.cpuMillis();
    while (System.nanoTime() < deadline) {
      Thread.sleep(REST_MILLIS);
      long now = qemu.cpuMillis();
      if (now - used <= REST_CPU_MILLIS) {
        return;
      }
      used = now;
    }
  }

  /** Until it has also said so. */
  private static void awaitRunning(Qemu qemu) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(REST_PATIENCE_SECONDS);
    while (qemu.microsOf(RUNNING) < 0) {
      if (System.nanoTime() > deadline) {
        throw new IOException("QEMU's destination does not run its guest: " + qemu.status());
      }
      Thread.sleep(REST_MILLIS);
    }
  }

  private static ExperimentRound round(QemuPair pair, MovingDevices devices, QemuPair.Result result)
      throws IOException {
    long start = pair.source.microsOf(START);
    Map<String, Double> stages = new LinkedHashMap<>();
    for (String checkpoint : SOURCE_CHECKPOINTS) {
      stages.put(checkpoint, millisFrom(start, pair.source.microsOf(checkpoint)));
    }
    for (String checkpoint : DESTINATION_CHECKPOINTS) {
      stages.put(checkpoint, millisFrom(start, pair.destination.microsOf(checkpoint)));
    }
    // Without a device the guest alone moves.
    long loaded =
        devices.from.isEmpty()
            ? start
            : pair.destination.microsOf("vmstate_downtime_load", "type=iterable", Qemu.section(0));
    double traced = pair.source.deviceMillis(0) + pair.destination.deviceMillis(0);
    return new ExperimentRound(
        result.downtimeMillis(),
        millisFrom(start, pair.destination.microsOf(RUNNING)),
        millisFrom(start, loaded),
        result.totalMillis(),
        result.acks(),
        stages,
        Map.of("busyDeviceTracedMillis", traced),
        devices.reinits(),
        devices.chunksLoaded(),
        devices.bytesLoaded());
  }

  private static double millisFrom(long startMicros, long micros) throws IOException {
    if (startMicros < 0 || micros < 0) {
      throw new IOException("QEMU has not traced its downtime");
    }
    return (micros - startMicros) / MICROS_PER_MILLI;
  }
}
