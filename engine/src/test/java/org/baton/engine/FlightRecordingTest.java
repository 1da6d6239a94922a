package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.Endpoint;
import org.baton.transport.TransportChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each event of a migration is in the flight recording, with what one wants to know of it. */
class FlightRecordingTest {
  private static final String NIC = "name=nic0,initialBytes=256K,stopCopyBytes=128K";

  @TempDir private Path directory;

  /** Something that may fail in any way. */
  private interface Doing {
    void run(MigrationPair pair) throws Exception;
  }

  /** Events of one kind while something is done. */
  private List<RecordedEvent> record(String name, String device, Doing doing) throws Exception {
    Path file = directory.resolve("migration.jfr");
    try (Recording recording = new Recording();
        MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS).device(device, NIC)) {
      recording.enable("org.baton." + name).withoutThreshold();
      recording.start();
      doing.run(pair);
      recording.dump(file);
    }
    // A recording takes all events of programs, not only those that were asked for.
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals("org.baton." + name))
        .toList();
  }

  private static void complete(MigrationPair pair) throws Exception {
    Outcome.assertCompleted(pair, pair.run());
  }

  /** nic0 re-initialises while the guest is being paused for the first time. */
  private static void retreat(MigrationPair pair) throws Exception {
    AtomicBoolean once = new AtomicBoolean();
    pair.sourceGuest.beforePause(
        () -> {
          if (once.compareAndSet(false, true)) {
            pair.sourceDevices.getFirst().requestReinit();
          }
        });
    complete(pair);
  }

  private static void fail(MigrationPair pair) throws Exception {
    assertThat(pair.run().source().status()).isEqualTo(MigrationStatus.FAILED);
  }

  @Test
  void transitions() throws Exception {
    List<RecordedEvent> events = record("Transition", NIC, FlightRecordingTest::complete);
    assertThat(events)
        .extracting(event -> event.getString("origin") + " " + event.getString("target"))
        .containsExactlyInAnyOrder(
            "RUNNING RESUMING",
            "RUNNING PRE_COPY",
            "PRE_COPY PRE_COPY_P2P",
            "PRE_COPY_P2P STOP_COPY",
            "STOP_COPY STOP",
            "RESUMING STOP",
            "STOP RUNNING_P2P",
            "RUNNING_P2P RUNNING");
    assertThat(events)
        .allMatch(event -> event.getString("device").equals("nic0"))
        .allMatch(event -> event.getString("refusal").isEmpty())
        .allMatch(event -> event.getDuration().isPositive());
  }

  @Test
  void refusedTransitions() throws Exception {
    assertThat(record("Transition", NIC + ",fault=state:STOP_COPY:EIO", FlightRecordingTest::fail))
        .filteredOn(event -> event.getString("target").equals("STOP_COPY"))
        .singleElement()
        .matches(event -> event.getString("refusal").contains("EIO"));
  }

  @Test
  void requests() throws Exception {
    assertThat(record("AckRequest", NIC, FlightRecordingTest::retreat))
        .extracting(event -> event.getString("device") + " " + event.getLong("generation"))
        .containsExactly("nic0 1", "nic0 2");
  }

  @Test
  void reinits() throws Exception {
    assertThat(record("Reinit", NIC, FlightRecordingTest::retreat))
        .extracting(event -> event.getString("device") + " " + event.getLong("reinits"))
        .containsExactly("nic0 1");
  }

  @Test
  void acks() throws Exception {
    List<RecordedEvent> events = record("Ack", NIC, FlightRecordingTest::retreat);
    assertThat(events)
        .extracting(event -> event.getString("device") + " " + event.getLong("generation"))
        .containsExactly("nic0 1", "nic0 2");
    assertThat(events).allMatch(event -> event.getLong("roundTripNanos") > 0);
  }

  @Test
  void decisions() throws Exception {
    assertThat(record("Decision", NIC, FlightRecordingTest::retreat))
        .hasSize(2)
        .allMatch(event -> event.getLong("forecastNanos") > 0)
        .allMatch(event -> event.getLong("limitNanos") == 60_000_000_000L)
        .noneMatch(event -> event.getBoolean("forced"));
  }

  @Test
  void retreats() throws Exception {
    assertThat(record("Retreat", NIC, FlightRecordingTest::retreat))
        .singleElement()
        .matches(event -> event.getString("device").equals("nic0"))
        .matches(event -> event.getInt("retreats") == 1)
        .matches(event -> event.getLong("standstillNanos") > 0);
  }

  @Test
  void switchovers() throws Exception {
    assertThat(record("Switchover", NIC, FlightRecordingTest::complete))
        .singleElement()
        .matches(event -> event.getLong("forecastNanos") > 0)
        .matches(
            event ->
                event.getLong("downtimeNanos")
                    == event.getLong("pauseNanos")
                        + event.getLong("p2pNanos")
                        + event.getLong("saveNanos")
                        + event.getLong("loadNanos")
                        + event.getLong("handoverNanos"));
  }

  @Test
  void failuresOfBothSides() throws Exception {
    List<RecordedEvent> events =
        record("Failure", NIC + ",fault=read:2:EIO", FlightRecordingTest::fail);
    assertThat(events)
        .hasSize(2)
        .allMatch(event -> event.getString("code").equals("DEVICE"))
        .allMatch(event -> event.getString("device").equals("nic0"))
        .allMatch(event -> event.getString("cause").contains("EIO"));
    assertThat(events)
        .extracting(event -> event.getString("side") + " " + event.getBoolean("fromPeer"))
        .containsExactlyInAnyOrder("source false", "destination true");
  }

  @Test
  void failuresBeforeAnythingBegan() throws Exception {
    assertThat(
            record(
                "Failure",
                NIC,
                pair -> {
                  pair.source.connect(Endpoint.parse("unix:" + directory + "/nobody"));
                  new SourceMigration(pair.source).run();
                }))
        .singleElement()
        .matches(event -> event.getString("side").equals("source"))
        .matches(event -> event.getString("code").equals("CONNECTION"))
        .matches(event -> event.getString("cause").contains("nobody"));
  }

  @Test
  void successIsNoFailure() throws Exception {
    assertThat(record("Failure", NIC, FlightRecordingTest::complete)).isEmpty();
  }
}
