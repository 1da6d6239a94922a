package org.baton.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.baton.engine.control.AckCounters;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.telemetry.DeviceCounter;
import org.baton.engine.telemetry.ProgressCounters;
import org.baton.transport.message.Hello;
import org.baton.transport.message.ParticipantEntry;
import org.jspecify.annotations.Nullable;

/**
 * The counters of a source, in a file if one is wanted. A file that cannot be written is reported,
 * and does not stop a migration.
 *
 * @param acks one for each participant
 * @param file where they are, or null for memory
 */
record SourceTelemetry(List<AckCounters> acks, @Nullable ProgressCounters file)
    implements AutoCloseable {
  static SourceTelemetry open(SourceContext context, Hello offer) {
    List<String> names = offer.participants().stream().map(ParticipantEntry::name).toList();
    Path path = context.countersFile();
    if (path != null) {
      try {
        ProgressCounters file =
            ProgressCounters.create(path, names, MigrationProgress.of(MigrationStatus.SETUP));
        return new SourceTelemetry(
            IntStream.range(0, names.size()).mapToObj(i -> acks(file, i)).toList(), file);
      } catch (IOException e) {
        context.log().accept("no counters will be written: " + e.getMessage());
      }
    }
    return new SourceTelemetry(
        Stream.generate(AckCounters::inMemory).limit(names.size()).toList(), null);
  }

  private static AckCounters acks(ProgressCounters file, int participant) {
    return new AckCounters(
        file.of(participant, DeviceCounter.ACKS_REQUESTED),
        file.of(participant, DeviceCounter.ACKS_RECEIVED),
        file.of(participant, DeviceCounter.REINITS));
  }

  /** Shows others how things are. */
  void publish(MigrationProgress progress) {
    if (file != null) {
      file.publish(progress);
    }
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
