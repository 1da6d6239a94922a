package org.baton.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The experiment of the cover letter that {@code VFIO_PRECOPY_INFO_REINIT} came with, on the lab's
 * devices: four of them, one busy, with and without an ack for each re-initialisation; Baton and
 * real QEMU by turns. And four equal devices beside one. Run by {@code bench/run lab-qemu}.
 */
final class QemuExperiment {
  /** More than any downtime here: acks decide when the guest is paused, and no forecast. */
  static final long DOWNTIME_LIMIT_MILLIS = 60_000;

  /**
   * Re-initialises while a chunk of before is being loaded, so an ack that does not wait for the
   * next chunk comes too early. The last time is in the past when the last ack comes.
   */
  static final DeviceCosts BUSY =
      new DeviceCosts(512 << 10, 4 << 20, 32 << 20, 1_080_000, 10_000, "600 1800 3000");

  static final DeviceCosts IDLE =
      new DeviceCosts(256 << 10, 512 << 10, 32 << 20, 20_000, 10_000, "");

  /** Of the four that are equal. */
  static final DeviceCosts EQUAL = new DeviceCosts(256 << 10, 1 << 20, 8 << 20, 20_000, 20_000, "");

  private static final List<DeviceCosts> ONE_BUSY = List.of(BUSY, IDLE, IDLE, IDLE);
  private static final List<DeviceCosts> ONE = List.of(EQUAL);
  private static final List<DeviceCosts> FOUR = Collections.nCopies(4, EQUAL);

  private static final String REPORT = "lab-qemu.json";
  private static final String HOST_LOAD = "host-load";

  /** Costs nothing but code, which a JVM compiles while it runs for the first times. */
  private static final DeviceCosts FREE = new DeviceCosts(256 << 10, 256 << 10, 0, 0, 0, "50");

  static final int WARM_UPS = 10;

  /** Of multifd, as many as there are devices. */
  private static final int CHANNELS = 4;

  final ExperimentVariant batonReinit = new ExperimentVariant("Baton reinit");
  final ExperimentVariant batonLegacy = new ExperimentVariant("Baton legacy");
  final ExperimentVariant qemuReinit = new ExperimentVariant("QEMU reinit");
  final ExperimentVariant qemuLegacy = new ExperimentVariant("QEMU legacy");
  final ExperimentVariant batonOne = new ExperimentVariant("Baton one");
  final ExperimentVariant batonFour = new ExperimentVariant("Baton four");
  final ExperimentVariant qemuOne = new ExperimentVariant("QEMU one");
  final ExperimentVariant qemuFour = new ExperimentVariant("QEMU four");
  final ExperimentVariant multifdOne = new ExperimentVariant("QEMU multifd one");
  final ExperimentVariant multifdFour = new ExperimentVariant("QEMU multifd four");
  final ExperimentVariant qemuAlone = new ExperimentVariant("QEMU no device");
  private final int rounds;
  private final BatonMigrator baton;
  private final QemuMigrator qemu = new QemuMigrator(0);
  private final QemuMigrator multifd = new QemuMigrator(CHANNELS);
  private String hostLoad = "";

  private QemuExperiment(int rounds, BatonMigrator baton) {
    this.rounds = rounds;
    this.baton = baton;
  }

  /** Ends with 0 when every round has moved everything; its argument is the number of rounds. */
  public static void main(String[] args) throws Exception {
    try (BatonMigrator baton = new BatonMigrator()) {
      QemuExperiment experiment = new QemuExperiment(Integer.parseInt(args[0]), baton);
      experiment.run();
      ExperimentReport report = new ExperimentReport(experiment);
      Files.writeString(Lab.out().resolve(REPORT), report.json());
      report.lines().forEach(System.out::println);
    }
  }

  int rounds() {
    return rounds;
  }

  String transport() {
    return baton.transport();
  }

  private void run() throws IOException, InterruptedException {
    for (int i = 0; i < WARM_UPS; i++) {
      baton.migrate(new MovingDevices(Collections.nCopies(4, FREE)), i % 2 == 0);
    }
    warmUp(baton);
    warmUp(qemu);
    say("warm: the rounds that count begin, load of the machine " + hostLoad());
    for (int round = 1; round <= rounds; round++) {
      boolean swapped = round % 2 == 0;
      turns(swapped, batonReinit, qemuReinit, ONE_BUSY, true);
      turns(swapped, batonLegacy, qemuLegacy, ONE_BUSY, false);
      turns(swapped, batonOne, qemuOne, ONE, true);
      turns(swapped, batonFour, qemuFour, FOUR, true);
      run(multifd, multifdOne, ONE, true);
      run(multifd, multifdFour, FOUR, true);
      run(qemu, qemuAlone, List.of(), true);
      say("round %d of %d is done, load of the machine %s".formatted(round, rounds, hostLoad()));
    }
  }

  private static void warmUp(Migrator migrator) throws IOException, InterruptedException {
    migrator.migrate(new MovingDevices(ONE_BUSY), true);
    migrator.migrate(new MovingDevices(ONE_BUSY), false);
  }

  private void turns(
      boolean swapped,
      ExperimentVariant byBaton,
      ExperimentVariant byQemu,
      List<DeviceCosts> costs,
      boolean reinit)
      throws IOException, InterruptedException {
    if (swapped) {
      run(qemu, byQemu, costs, reinit);
    }
    run(baton, byBaton, costs, reinit);
    if (!swapped) {
      run(qemu, byQemu, costs, reinit);
    }
  }

  private void run(
      Migrator migrator, ExperimentVariant variant, List<DeviceCosts> costs, boolean reinit)
      throws IOException, InterruptedException {
    ExperimentRound round;
    try {
      round = migrator.migrate(new MovingDevices(costs), reinit);
    } catch (IOException e) {
      throw new IOException(variant + ": " + e.getMessage(), e);
    }
    variant.add(round, hostLoad());
    say(
        String.format(
            Locale.ROOT,
            "%-18s downtime %7.1f ms, busy device %7.1f ms, total %8.1f ms, acks %d, reinits %d",
            variant,
            round.downtimeMillis(),
            round.busyDeviceDowntimeMillis(),
            round.totalMillis(),
            round.acks(),
            round.reinits()));
  }

  /** Averages of the machine that emulates this one, as the harness wrote them down last. */
  private String hostLoad() throws IOException {
    String now = Files.readString(Lab.out().resolve(HOST_LOAD)).strip();
    // It may be just being written.
    if (!now.isEmpty()) {
      hostLoad = now;
    }
    return hostLoad;
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
