package org.baton.engine.telemetry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.baton.engine.report.AckReport;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationSnapshot;
import org.baton.engine.report.ParticipantProgress;
import org.baton.engine.report.PendingReport;
import org.baton.engine.report.SwitchoverReport;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.vfio.DeviceState;

/** Reads what {@link ProgressCounters} wrote, in any process. */
public final class ProgressReader {
  private final long[] migration = new long[MigrationCounter.ALL.size()];
  private final TreeMap<Integer, Device> devices = new TreeMap<>();

  private ProgressReader() {}

  /** What was counted of one device. */
  private static final class Device {
    private final String name;
    private final long[] values = new long[DeviceCounter.ALL.size()];

    Device(String name) {
      this.name = name;
    }

    long get(DeviceCounter counter) {
      return values[counter.type()];
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if there is none, or it is something else; the message names it and says
   *     why
   */
  public static MigrationSnapshot read(Path path) throws IOException {
    CountersSnapshot snapshot = CountersSnapshot.read(path);
    try {
      ProgressReader reader = new ProgressReader();
      snapshot.counters().forEach(reader::take);
      return new MigrationSnapshot(
          snapshot.writer(System.currentTimeMillis()), reader.progress(snapshot.text()));
    } catch (RuntimeException e) {
      // Whatever it is that makes no sense.
      throw CountersSnapshot.damaged(path, e);
    }
  }

  private void take(CountersSnapshot.Counter counter) {
    if (counter.owner() == ProgressCounters.MIGRATION) {
      migration[counter.type()] = counter.value();
    } else {
      Device device = devices.computeIfAbsent(counter.owner(), owner -> new Device(counter.name()));
      device.values[counter.type()] = counter.value();
    }
  }

  private MigrationProgress progress(String obstacle) {
    List<ParticipantProgress> rows = new ArrayList<>();
    devices.values().forEach(device -> rows.add(row(device)));
    return new MigrationProgress(
        MigrationCounter.statuses().get((int) get(MigrationCounter.STATUS)),
        get(MigrationCounter.ELAPSED_NANOS),
        get(MigrationCounter.FORECAST_NANOS),
        obstacle,
        new SwitchoverReport(
            SwitchoverAckMode.of(get(MigrationCounter.ACK_MODE)),
            get(MigrationCounter.LINK_BYTES_PER_SECOND),
            get(MigrationCounter.ACK_WAIT_NANOS),
            (int) get(MigrationCounter.LATE_REINITS),
            (int) get(MigrationCounter.RETREATS),
            get(MigrationCounter.RETREAT_NANOS)),
        rows);
  }

  private long get(MigrationCounter counter) {
    return migration[counter.type()];
  }

  private static ParticipantProgress row(Device device) {
    return new ParticipantProgress(
        device.name,
        DeviceState.of((int) device.get(DeviceCounter.STATE)),
        new PendingReport(
            device.get(DeviceCounter.INITIAL_BYTES),
            device.get(DeviceCounter.DIRTY_BYTES),
            device.get(DeviceCounter.STOP_COPY_BYTES),
            device.get(DeviceCounter.DIRTY_RATE)),
        device.get(DeviceCounter.MOVED_BYTES),
        device.get(DeviceCounter.LOADED_BYTES),
        new AckReport(
            device.get(DeviceCounter.ACKS_REQUESTED),
            device.get(DeviceCounter.ACKS_RECEIVED),
            device.get(DeviceCounter.REINITS),
            device.get(DeviceCounter.LATE),
            device.get(DeviceCounter.ACK_P50_NANOS),
            device.get(DeviceCounter.ACK_P99_NANOS),
            device.get(DeviceCounter.ACK_MAX_NANOS),
            device.get(DeviceCounter.ACK_WAIT_NANOS)));
  }
}
