package org.baton.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.baton.engine.SourceContext;
import org.baton.engine.SourceMigration;
import org.baton.engine.report.DowntimeStages;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.ParticipantReport;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.transport.Endpoint;
import org.baton.transport.wire.FailCode;
import org.baton.vfio.kernel.KernelDevice;
import org.baton.vfio.kernel.OpenPath;

/** Moves devices with Baton, from this process to another one that lives over all rounds. */
final class BatonMigrator implements Migrator, AutoCloseable {
  private static final int ATTEMPTS = 5;
  private static final double NANOS_PER_MILLI = 1e6;

  private final MigratingProcess receiver = new MigratingProcess(MmigReceiver.class);
  private String transport = "";

  BatonMigrator() throws IOException {}

  /** Which transport the last round used, and why. */
  String transport() {
    return transport;
  }

  @Override
  public ExperimentRound migrate(MovingDevices devices, boolean reinit)
      throws IOException, InterruptedException {
    receiver.order(devices.to.stream().map(MmigDevice::toString).collect(Collectors.joining(" ")));
    Endpoint endpoint = Endpoint.parse(receiver.answer("LISTENING"));
    List<KernelDevice> opened = new ArrayList<>();
    try {
      for (MmigDevice device : devices.from) {
        opened.add(device.open("nic" + opened.size(), OpenPath.CDEV));
      }
      devices.begin();
      LabGuest guest = new LabGuest(true);
      MigrationReport report = send(endpoint, opened, reinit, guest);
      for (int i = 1; i < ATTEMPTS && wasNotHeard(report, guest); i++) {
        report = send(endpoint, opened, reinit, guest);
      }
      if (report.status() != MigrationStatus.COMPLETED) {
        throw new IOException("Baton: %s: %s".formatted(report.status(), report.failure()));
      }
      long running = Long.parseLong(receiver.answer("RUNNING"));
      devices.verify();
      String ended = receiver.answer("ENDED");
      if (!ended.startsWith(MigrationStatus.COMPLETED + " ")) {
        throw new IOException("Baton's destination: " + ended);
      }
      transport = report.transport();
      return round(report, devices, running - guest.pausedNanos());
    } finally {
      opened.forEach(KernelDevice::close);
    }
  }

  private static MigrationReport send(
      Endpoint endpoint, List<KernelDevice> devices, boolean reinit, LabGuest guest)
      throws InterruptedException {
    SourceContext context =
        new SourceContext()
            .connect(endpoint)
            .setupTimeoutMillis(Lab.PATIENCE_MILLIS)
            .peerTimeoutMillis(Lab.PATIENCE_MILLIS)
            .downtimeLimitMillis(QemuExperiment.DOWNTIME_LIMIT_MILLIS)
            .switchoverAck(reinit ? SwitchoverAckMode.REUSABLE : SwitchoverAckMode.LEGACY)
            .guest(guest);
    devices.forEach(context::device);
    return new SourceMigration(context).run();
  }

  /**
   * A destination waits a second for the first words of whoever connects. Under an emulator on a
   * busy machine a JVM may take longer for its first ones.
   */
  private static boolean wasNotHeard(MigrationReport report, LabGuest guest) {
    Failure failure = report.failure();
    return failure != null && failure.code() == FailCode.CONNECTION && guest.pausedNanos() == 0;
  }

  private static ExperimentRound round(
      MigrationReport report, MovingDevices devices, long pausedNanos) {
    ParticipantReport busy = report.participants().getFirst();
    return new ExperimentRound(
        millis(report.downtime().totalNanos()),
        millis(pausedNanos),
        millis(busy.downtimeNanos()),
        millis(report.totalNanos()),
        acks(report),
        stages(report.downtime()),
        Map.of(
            "forecastMillis", millis(report.forecastNanos()),
            "ackWaitMillis", millis(report.switchover().ackWaitNanos()),
            "retreats", (double) report.switchover().retreats()),
        devices.reinits(),
        devices.chunksLoaded(),
        devices.bytesLoaded());
  }

  /** Of the messages that came: a legacy one is for all, so each device has it in its account. */
  private static long acks(MigrationReport report) {
    LongStream received =
        report.participants().stream().mapToLong(device -> device.acks().received());
    return report.switchover().ackMode() == SwitchoverAckMode.LEGACY
        ? received.max().orElse(0)
        : received.sum();
  }

  private static Map<String, Double> stages(DowntimeStages downtime) {
    Map<String, Double> stages = new LinkedHashMap<>();
    stages.put("pause", millis(downtime.pauseNanos()));
    stages.put("p2p", millis(downtime.p2pNanos()));
    stages.put("save", millis(downtime.saveNanos()));
    stages.put("load", millis(downtime.loadNanos()));
    stages.put("handover", millis(downtime.handoverNanos()));
    return stages;
  }

  private static double millis(long nanos) {
    return nanos / NANOS_PER_MILLI;
  }

  @Override
  public void close() throws IOException {
    receiver.close();
  }
}
