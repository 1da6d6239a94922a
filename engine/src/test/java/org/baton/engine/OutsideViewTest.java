package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.baton.engine.report.CounterValue;
import org.baton.transport.TransportChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others can see of a migration: counters in a file, events in a flight recording. */
class OutsideViewTest {
  private static final String NIC = "name=nic0,initialBytes=256K,stopCopyBytes=128K";

  @TempDir private Path directory;

  @Test
  void countersAreInTheFile() throws Exception {
    Path file = directory.resolve("counters");
    try (MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS).device(NIC)) {
      pair.source.countersFile(file);
      Outcome.assertCompleted(pair, pair.run());
    }
    assertThat(MigrationCounters.read(file))
        .containsExactly(
            new CounterValue("nic0 acksReceived", 1),
            new CounterValue("nic0 acksRequested", 1),
            new CounterValue("nic0 reinits", 0));
  }

  @Test
  void aFileThatCannotBeWrittenIsNoReasonToStop() throws Exception {
    try (MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS).device(NIC)) {
      pair.source.countersFile(directory.resolve("no/such/place"));
      Outcome.assertCompleted(pair, pair.run());
      assertThat(pair.log).anyMatch(line -> line.contains("no counters will be written"));
    }
  }

  @Test
  void eventsAreInTheRecording() throws Exception {
    Path file = directory.resolve("migration.jfr");
    try (Recording recording = new Recording();
        MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS).device(NIC)) {
      AtomicBoolean once = new AtomicBoolean();
      pair.sourceGuest.beforePause(
          () -> {
            if (once.compareAndSet(false, true)) {
              pair.sourceDevices.get(0).requestReinit();
            }
          });
      for (String name :
          List.of(
              "AckRequest", "Reinit", "Ack", "Decision", "Retreat", "Switchover", "Transition")) {
        recording.enable("org.baton." + name).withoutThreshold();
      }
      recording.start();
      Outcome.assertCompleted(pair, pair.run());
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertThat(count(events, "AckRequest")).isEqualTo(2);
    assertThat(count(events, "Reinit")).isOne();
    assertThat(count(events, "Ack")).isEqualTo(2);
    assertThat(count(events, "Decision")).isEqualTo(2);
    assertThat(count(events, "Retreat")).isOne();
    assertThat(count(events, "Switchover")).isOne();
    assertThat(events.stream().filter(event -> event.getEventType().getName().endsWith("Ack")))
        .allMatch(event -> event.getString("device").equals("nic0"))
        .allMatch(event -> event.getLong("roundTripNanos") > 0);
    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().equals("org.baton.Transition"))
        .extracting(event -> event.getString("target"))
        .contains("PRE_COPY", "PRE_COPY_P2P", "STOP_COPY", "STOP", "RESUMING", "RUNNING");
  }

  private static long count(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("org.baton." + name))
        .count();
  }
}
