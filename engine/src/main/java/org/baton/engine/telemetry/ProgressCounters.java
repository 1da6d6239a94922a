package org.baton.engine.telemetry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.agrona.concurrent.status.AtomicCounter;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.ParticipantProgress;

/**
 * The progress of a migration in a {@link CountersFile}. What other threads count themselves is
 * there at once; the rest with each {@link #publish}. Owned by one thread.
 */
public final class ProgressCounters implements AutoCloseable {
  /** The owner of what is counted of the migration. */
  static final int MIGRATION = -1;

  private final CountersFile file;
  private final Map<MigrationCounter, AtomicCounter> migration =
      new EnumMap<>(MigrationCounter.class);
  private final List<Map<DeviceCounter, AtomicCounter>> devices = new ArrayList<>();

  private ProgressCounters(CountersFile file, List<String> names) {
    this.file = file;
    for (MigrationCounter counter : MigrationCounter.ALL) {
      migration.put(counter, file.add(counter.type(), MIGRATION, "", counter.label()));
    }
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Map<DeviceCounter, AtomicCounter> device = new EnumMap<>(DeviceCounter.class);
      for (DeviceCounter counter : DeviceCounter.ALL) {
        device.put(counter, file.add(counter.type(), i, name, name + " " + counter.label()));
      }
      devices.add(device);
    }
  }

  /**
   * Makes a file, in place of one of an earlier migration.
   *
   * @param names of the devices
   * @param start what it says at first
   * @throws IOException if it cannot be written
   */
  public static ProgressCounters create(Path path, List<String> names, MigrationProgress start)
      throws IOException {
    CountersFile file =
        CountersFile.create(
            path, MigrationCounter.ALL.size() + names.size() * DeviceCounter.ALL.size());
    try {
      ProgressCounters counters = new ProgressCounters(file, names);
      counters.publish(start);
      file.show();
      return counters;
    } catch (IOException | RuntimeException e) {
      file.discard();
      throw e;
    }
  }

  /**
   * Checks that {@link #create} can make a file there.
   *
   * @throws IOException if not, or if a living process keeps its counters there
   */
  public static void check(Path path) throws IOException {
    CountersFile.check(path);
  }

  /** A counter that somebody else sets, from one thread. */
  public AtomicCounter of(int device, DeviceCounter counter) {
    return Objects.requireNonNull(devices.get(device).get(counter));
  }

  /** Shows how things are, and that the writer lives. */
  public void publish(MigrationProgress progress) {
    file.update(System.currentTimeMillis(), progress.obstacle(), () -> set(progress));
  }

  private void set(MigrationProgress progress) {
    migration.forEach((counter, value) -> value.setRelease(counter.of(progress)));
    for (int i = 0; i < progress.participants().size(); i++) {
      ParticipantProgress device = progress.participants().get(i);
      devices.get(i).forEach((counter, value) -> value.setRelease(counter.of(device)));
    }
  }

  /** Nothing will change any more. The file stays; no counter may be used after it. */
  @Override
  public void close() {
    file.close();
  }
}
