package org.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.baton.engine.report.AckReport;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.ParticipantReport;
import org.baton.engine.switchover.LateReinitPolicy;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.transport.TransportChoice;
import org.baton.transport.wire.FailCode;
import org.baton.vfio.kernel.OpenPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Switchover-ack on a real kernel: the driver says REINIT, and checks every byte that arrives. */
@Tag("reinit")
class MmigMigrationTest {
  /** So long a device is loaded that keeps a migration waiting. */
  private static final long LONG_MICROS = 3_000_000;

  /** By then an ack has come, whose device was loaded. */
  private static final long ACK_MILLIS = 300;

  private static MmigPair pair(String kind, OpenPath path) throws IOException {
    return new MmigPair()
        .device("nic0", MmigDevice.fresh(kind, 0), MmigDevice.fresh(kind, 1), path);
  }

  private static MmigPair pair() throws IOException {
    return pair("mmig", OpenPath.CDEV);
  }

  private static void assertMoved(MmigPair pair, MmigPair.Reports reports) {
    assertThat(reports.source().failure()).isNull();
    assertThat(reports.source().status()).isEqualTo(MigrationStatus.COMPLETED);
    assertThat(reports.destination().status()).isEqualTo(MigrationStatus.COMPLETED);
    assertThat(reports.here()).isFalse();
    assertThat(reports.there()).isTrue();
    for (int i = 0; i < pair.sources.size(); i++) {
      MmigDevice from = pair.sources.get(i);
      MmigDevice to = pair.destinations.get(i);
      assertThat(to.content()).as("content of device %d", i).isEqualTo(from.content()).isNotZero();
      assertThat(from.state()).isEqualTo("STOP");
      assertThat(to.state()).isEqualTo("RUNNING");
      ParticipantReport row = reports.source().participants().get(i);
      assertThat(row.destinationDigest()).isEqualTo(row.sourceDigest());
    }
  }

  private static Failure assertStayed(MmigPair pair, MmigPair.Reports reports) {
    assertThat(reports.source().status()).isEqualTo(MigrationStatus.FAILED);
    assertThat(reports.destination().status()).isEqualTo(MigrationStatus.FAILED);
    assertThat(reports.here()).isTrue();
    assertThat(reports.there()).isFalse();
    for (int i = 0; i < pair.sources.size(); i++) {
      assertThat(pair.sources.get(i).state()).isEqualTo("RUNNING");
      assertThat(pair.sources.get(i).content()).isEqualTo(0xba70_0000L + i + 1);
    }
    return Objects.requireNonNull(reports.source().failure());
  }

  private static AckReport acks(MigrationReport report, int device) {
    return report.participants().get(device).acks();
  }

  @ParameterizedTest
  @CsvSource({"GROUP,SOCKETS", "GROUP,IO_URING", "CDEV,SOCKETS", "CDEV,IO_URING"})
  void everyReinitIsAcknowledged(OpenPath path, TransportChoice transport) throws Exception {
    try (MmigPair pair = pair("mmig", path)) {
      pair.source.transport(transport);
      pair.destination.transport(transport);
      pair.device("nic1", MmigDevice.fresh("mmig", 2), MmigDevice.fresh("mmig", 3), path);
      pair.destinations.get(1).set("load_initial_us", 2 * LONG_MICROS);
      CompletableFuture<Void> guest = reinitsAfterEachAck(pair, 3);

      MmigPair.Reports reports = pair.run();

      guest.get(1, TimeUnit.SECONDS);
      assertMoved(pair, reports);
      AckReport acks = acks(reports.source(), 0);
      assertThat(pair.sources.get(0).reinits()).isEqualTo(3);
      assertThat(acks.reinits()).isEqualTo(3);
      assertThat(acks.requested()).isEqualTo(4);
      assertThat(acks.received()).isEqualTo(4);
      assertThat(acks(reports.source(), 1).received()).isOne();
    }
  }

  /**
   * The first device re-initialises when what it had to load is loaded and acknowledged, so often.
   * Another one must keep the migration waiting until then.
   */
  private static CompletableFuture<Void> reinitsAfterEachAck(MmigPair pair, int times) {
    long loads = pair.destinations.get(0).count("loads");
    return CompletableFuture.runAsync(
        () -> {
          for (int i = 0; i < times; i++) {
            long acknowledged = loads + i;
            Lab.await(() -> pair.destinations.get(0).count("loads") > acknowledged);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ACK_MILLIS));
            pair.sources.get(0).reinit();
          }
        });
  }

  /** A second device is loaded for seconds, so that the source must wait meanwhile. */
  @Test
  void aReinitAfterTheAckAsksForAnother() throws Exception {
    try (MmigPair pair = pair()) {
      pair.device("nic1", MmigDevice.fresh("mmig", 2), MmigDevice.fresh("mmig", 3), OpenPath.CDEV);
      pair.destinations.get(1).set("load_initial_us", LONG_MICROS);
      CompletableFuture<Void> guest = reinitsAfterEachAck(pair, 1);

      MmigPair.Reports reports = pair.run();

      guest.get(1, TimeUnit.SECONDS);
      assertMoved(pair, reports);
      AckReport first = acks(reports.source(), 0);
      assertThat(first.reinits()).isOne();
      assertThat(first.requested()).isEqualTo(2);
      assertThat(first.received()).isEqualTo(2);
      assertThat(acks(reports.source(), 1).received()).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void lateReinitRetreats(int times) throws Exception {
    try (MmigPair pair = pair()) {
      AtomicInteger left = new AtomicInteger(times);
      pair.atPause(
          () -> {
            if (left.getAndDecrement() > 0) {
              pair.sources.get(0).reinit();
            }
          });

      MmigPair.Reports reports = pair.run();

      assertMoved(pair, reports);
      assertThat(reports.source().switchover().retreats()).isEqualTo(times);
      assertThat(acks(reports.source(), 0).received()).isEqualTo(times + 1);
    }
  }

  @Test
  void lateReinitFails() throws Exception {
    try (MmigPair pair = pair()) {
      pair.source.lateReinitPolicy(LateReinitPolicy.FAIL);
      pair.atPause(pair.sources.get(0)::reinit);

      Failure failure = assertStayed(pair, pair.run());

      assertThat(failure.participant()).isEqualTo("nic0");
      assertThat(failure.cause()).contains("re-initialised after the switchover was decided");
    }
  }

  @Test
  void lateReinitProceeds() throws Exception {
    try (MmigPair pair = pair()) {
      pair.source.lateReinitPolicy(LateReinitPolicy.PROCEED);
      pair.atPause(pair.sources.get(0)::reinit);

      MmigPair.Reports reports = pair.run();

      assertMoved(pair, reports);
      assertThat(reports.source().switchover().lateReinits()).isOne();
      assertThat(reports.source().switchover().retreats()).isZero();
    }
  }

  /** The first one re-initialises after its ack: only the re-usable mode has another for it. */
  @ParameterizedTest
  @EnumSource
  void fourDevicesInEveryMode(SwitchoverAckMode mode) throws Exception {
    try (MmigPair pair = new MmigPair()) {
      for (int i = 0; i < 4; i++) {
        pair.device(
            "nic" + i, MmigDevice.fresh("mmig", i), MmigDevice.fresh("mmig", 4 + i), OpenPath.CDEV);
      }
      pair.source.switchoverAck(mode);
      pair.destinations.get(3).set("load_initial_us", LONG_MICROS);
      CompletableFuture<Void> guest = reinitsAfterEachAck(pair, 1);

      MmigPair.Reports reports = pair.run();

      guest.get(1, TimeUnit.SECONDS);
      assertMoved(pair, reports);
      assertThat(reports.source().switchover().ackMode()).isEqualTo(mode);
      if (mode != SwitchoverAckMode.OFF) {
        // Without acks nothing waits for the device that is loaded for long.
        assertThat(acks(reports.source(), 0).reinits()).isOne();
      }
      assertThat(acks(reports.source(), 0).received())
          .isEqualTo(
              switch (mode) {
                case OFF -> 0;
                case LEGACY -> 1;
                case REUSABLE -> 2;
              });
      for (int i = 1; i < 4; i++) {
        assertThat(acks(reports.source(), i).received())
            .isEqualTo(mode == SwitchoverAckMode.OFF ? 0 : 1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmig-nop2p", "mmig-noprecopy", "mmig-stopcopy"})
  void devicesWithLessMove(String kind) throws Exception {
    try (MmigPair pair = pair(kind, OpenPath.CDEV)) {
      assertMoved(pair, pair.run());
    }
  }

  @Test
  void mixedDevicesMoveTogether() throws Exception {
    try (MmigPair pair = pair()) {
      pair.device(
          "gpu0",
          MmigDevice.fresh("mmig-noprecopy", 0),
          MmigDevice.fresh("mmig-noprecopy", 1),
          OpenPath.CDEV);
      pair.device(
          "nic1",
          MmigDevice.fresh("mmig-nop2p", 0),
          MmigDevice.fresh("mmig-nop2p", 1),
          OpenPath.CDEV);
      pair.device("nic2", MmigDevice.fresh("mmig", 2), MmigDevice.fresh("mmig", 3), OpenPath.CDEV);
      pair.sources.get(0).set("reinit_ms", "50").set("save_rate", 8 << 20);

      MmigPair.Reports reports = pair.run();

      assertMoved(pair, reports);
      assertThat(acks(reports.source(), 0).reinits()).isOne();
      assertThat(acks(reports.source(), 1)).isEqualTo(AckReport.NONE);
      for (int quiet = 2; quiet < 4; quiet++) {
        assertThat(acks(reports.source(), quiet).reinits()).isZero();
        assertThat(acks(reports.source(), quiet).received()).isOne();
      }
      assertThat(reports.source().warnings())
          .singleElement(InstanceOfAssertFactories.STRING)
          .startsWith("no P2P states: nic1;");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "read 1 error 5",
        "read 3 error 19",
        "read 2 corrupt",
        "info 1 error 5",
        "info 2 error 110",
        "size 2 error 5",
        "state 6 error 16",
        "state 7 error 16",
        "state 3 error 5",
        "state 3 broken",
        "state 7 broken"
      })
  void sourceThatFailsRunsOn(String fault) throws Exception {
    try (MmigPair pair = pair()) {
      pair.sources.get(0).set("read_limit", 256 << 10).set("fault", fault);
      MmigPair.Reports reports = pair.run();
      if (fault.endsWith("broken")) {
        // Only a reset leads out of ERROR, and that forgets what the guest had set up.
        assertThat(reports.source().status()).isEqualTo(MigrationStatus.FAILED);
        assertThat(pair.sources.get(0).state()).isEqualTo("RUNNING");
        assertThat(reports.here()).isTrue();
        assertThat(reports.there()).isFalse();
      } else {
        assertThat(assertStayed(pair, reports).code()).isEqualTo(FailCode.DEVICE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "write 1 error 5",
        "write 2 error 12",
        "write 2 corrupt",
        "state 4 error 16",
        "state 1 error 5"
      })
  void destinationThatFailsGivesTheGuestBack(String fault) throws Exception {
    try (MmigPair pair = pair()) {
      pair.destinations.get(0).set("write_limit", 256 << 10).set("fault", fault);

      Failure failure = assertStayed(pair, pair.run());

      assertThat(failure.fromPeer()).isTrue();
      assertThat(failure.participant()).isEqualTo("nic0");
    }
  }

  /** The device leaves RESUMING before READY, so the source can still go on. */
  @Test
  void aDriverThatRefusesWhatItWasGivenGivesTheGuestBack() throws Exception {
    try (MmigPair pair = pair()) {
      CompletableFuture<Void> driver =
          CompletableFuture.runAsync(
              () -> {
                Lab.await(() -> pair.destinations.get(0).state().equals("RESUMING"));
                pair.destinations.get(0).set("fault", "state 1 error 5");
              });

      Failure failure = assertStayed(pair, pair.run());

      driver.get(1, TimeUnit.SECONDS);
      assertThat(pair.destinations.get(0).get("fault")).isEmpty();
      assertThat(failure.participant()).isEqualTo("nic0");
      assertThat(failure.cause()).contains("EIO");
    }
  }

  /** A signal ends a call before it has done anything; here it comes at the first of each kind. */
  @Test
  void interruptedCallsAreMadeAgain() throws Exception {
    try (MmigPair pair = pair()) {
      for (String fault : List.of("read 1", "info 1", "size 1", "state 6", "state 3")) {
        pair.sources.get(0).set("fault", fault + " error 4");
      }
      for (String fault : List.of("write 1", "state 4", "state 1")) {
        pair.destinations.get(0).set("fault", fault + " error 4");
      }

      assertMoved(pair, pair.run());

      assertThat(pair.sources.get(0).get("fault")).isEmpty();
      assertThat(pair.destinations.get(0).get("fault")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 4097})
  void shortReadsAndWritesLoseNothing(int bytes) throws Exception {
    try (MmigPair pair = pair()) {
      int size = bytes == 1 ? 2_048 : 200_000;
      pair.sources.get(0).set("read_limit", bytes).set("initial_bytes", size);
      pair.sources.get(0).set("stop_copy_bytes", size);
      pair.destinations.get(0).set("write_limit", bytes + 7);

      assertMoved(pair, pair.run());
    }
  }
}
