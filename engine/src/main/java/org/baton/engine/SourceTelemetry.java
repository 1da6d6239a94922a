package org.baton.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.baton.engine.control.AckCounters;
import org.baton.engine.telemetry.CountersFile;
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
record SourceTelemetry(List<AckCounters> acks, @Nullable CountersFile file)
    implements AutoCloseable {
  private static final int COUNTERS_EACH = 3;

  static SourceTelemetry open(SourceContext context, Hello offer) {
    List<ParticipantEntry> table = offer.participants();
    Path path = context.countersFile();
    if (path != null) {
      try {
        CountersFile file = CountersFile.create(path, COUNTERS_EACH * table.size());
        List<AckCounters> acks = new ArrayList<>();
        table.forEach(entry -> acks.add(AckCounters.add(entry.name(), file::add)));
        return new SourceTelemetry(acks, file);
      } catch (IOException e) {
        context.log().accept("no counters will be written: " + e);
      }
    }
    return new SourceTelemetry(
        Stream.generate(AckCounters::inMemory).limit(table.size()).toList(), null);
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
