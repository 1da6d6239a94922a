package org.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.baton.engine.report.MigrationStatus;
import org.baton.vfio.kernel.OpenPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real QEMU on the devices that Baton is tested with: what it does, Baton is compared with. */
@Tag("reinit")
@Tag("qemu")
class QemuMigrationTest {
  private static final long CONTENT = 0x0ba7_04e5;

  /** So long a device is loaded that keeps a migration waiting. */
  private static final long LONG_MICROS = 3_000_000;

  /** Longer than it takes here to see what QEMU has traced, and to write to sysfs. */
  private static final long INFO_MICROS = 500_000;

  /** By then an ack has come, whose device was loaded. */
  private static final long ACK_MILLIS = 300;

  /** Memory that firmware leaves alone. */
  private static final long DMA_ADDRESS = 0x120_0000;

  private final MmigDevice from = MmigDevice.fresh("mmig", 0);
  private final MmigDevice to = MmigDevice.fresh("mmig", 1);

  private QemuPair pair(String machine) throws Exception {
    QemuPair pair = new QemuPair(machine, List.of(from), List.of(to));
    from.content(CONTENT);
    to.content(0);
    return pair;
  }

  private void assertMoved(QemuPair pair, QemuPair.Result result) throws Exception {
    assertThat(result.error()).isEmpty();
    assertThat(result.status()).isEqualTo("completed");
    // The destination starts its guest a moment after the source has said that it is done.
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!pair.destination.runs() && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    assertThat(pair.destination.runs()).isTrue();
    assertThat(pair.source.runs()).isFalse();
    assertThat(to.content()).isEqualTo(CONTENT);
    assertThat(to.state()).isEqualTo("RUNNING");
    assertThat(from.state()).isEqualTo("STOP");
  }

  /**
   * Two devices. The second one is loaded for seconds, so that the migration must wait; the first
   * one is acknowledged, and re-initialises meanwhile.
   */
  private QemuPair.Result reinitAfterTheAck(String machine) throws Exception {
    MmigDevice secondFrom = MmigDevice.fresh("mmig", 2);
    MmigDevice secondTo = MmigDevice.fresh("mmig", 3).set("load_initial_us", LONG_MICROS);
    try (QemuPair pair = new QemuPair(machine, List.of(from, secondFrom), List.of(to, secondTo))) {
      from.content(CONTENT);
      to.content(0);
      long loads = to.count("loads");
      CompletableFuture<Void> guest =
          CompletableFuture.runAsync(
              () -> {
                Lab.await(() -> to.count("loads") > loads);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ACK_MILLIS));
                from.reinit();
              });
      QemuPair.Result result = pair.migrate(1_000);
      guest.get(1, TimeUnit.SECONDS);
      assertMoved(pair, result);
      assertThat(from.reinits()).isOne();
      assertThat(secondFrom.reinits()).isZero();
      for (int i = 0; i < 2; i++) {
        assertThat(pair.source.deviceMillis(i)).isPositive();
        assertThat(pair.destination.deviceMillis(i)).isPositive();
      }
      return result;
    }
  }

  @Test
  void aReinitAfterTheAckAsksForAnother() throws Exception {
    QemuPair.Result result = reinitAfterTheAck(QemuPair.REUSABLE);
    assertThat(result.requests()).isOne();
    assertThat(result.acks()).isEqualTo(3);
    // One sum: each device added one at the start, the first ack took one, the REINIT added one.
    assertThat(result.pending()).containsExactly(1, 1, 0);
  }

  @Test
  void olderMachineIsAcknowledgedOnce() throws Exception {
    QemuPair.Result result = reinitAfterTheAck(QemuPair.LEGACY);
    assertThat(result.requests()).isZero();
    assertThat(result.approvals()).isEqualTo(2);
    assertThat(result.acks()).isOne();
  }

  @Test
  void withoutTheCapabilityNothingIsAcknowledged() throws Exception {
    to.set("load_initial_us", 500_000);
    try (QemuPair pair = pair(QemuPair.REUSABLE).without("switchover-ack")) {
      QemuPair.Result result = pair.migrate(1_000);
      assertMoved(pair, result);
      assertThat(result.approvals()).as("tags").isZero();
      assertThat(result.requests()).isZero();
      assertThat(result.acks()).isZero();
    }
  }

  /** Nothing agrees on a mode: the destination refuses another machine type than its own. */
  @Test
  void bothSidesMustHaveOneMachineType() throws Exception {
    try (QemuPair pair =
        new QemuPair(QemuPair.REUSABLE, List.of(from), QemuPair.LEGACY, List.of(to))) {
      from.content(CONTENT);
      assertThat(pair.migrate(1_000).status()).isEqualTo("failed");
      pair.destination.awaitLine("Machine type received is");
      assertThat(pair.destination.lines("Machine type received is"))
          .singleElement(InstanceOfAssertFactories.STRING)
          .contains("received is 'pc-q35-11.1'", "local is 'pc-q35-11.0'");
      assertThat(pair.source.runs()).isTrue();
      assertThat(from.content()).isEqualTo(CONTENT);
    }
  }

  @Test
  void eventsTellTheStates() throws Exception {
    try (QemuPair pair = pair(QemuPair.REUSABLE)) {
      assertMoved(pair, pair.migrate(1_000));
      // What the source does with the devices is a state of its own.
      assertThat(pair.source.monitor().migrationStates())
          .containsExactly("setup", "active", "device", "completed");
      assertThat(pair.destination.monitor().migrationStates())
          .containsExactly("setup", "active", "completed");
    }
  }

  /** It waits for nobody; its device is started, and so validated, with the guest. */
  @Test
  void stoppedGuestWaitsForNoAck() throws Exception {
    try (QemuPair pair = pair(QemuPair.REUSABLE)) {
      pair.source.monitor().execute("stop");
      QemuPair.Result result = pair.migrate(1_000);
      assertThat(result.status()).isEqualTo("completed");
      assertThat(result.acks()).isZero();
      assertThat(pair.destination.runs()).isFalse();
      assertThat(to.state()).isEqualTo("RESUMING");
      pair.destination.monitor().execute("cont");
      assertMoved(pair, result);
    }
  }

  @ParameterizedTest
  @CsvSource({"mmig-nop2p,1", "mmig-noprecopy,0", "mmig-stopcopy,0"})
  void devicesWithLessMove(String kind, int acks) throws Exception {
    MmigDevice here = MmigDevice.fresh(kind, 0);
    MmigDevice there = MmigDevice.fresh(kind, 1);
    try (QemuPair pair = new QemuPair(QemuPair.REUSABLE, List.of(here), List.of(there))) {
      here.content(CONTENT);
      there.content(0);
      QemuPair.Result result = pair.migrate(1_000);
      assertThat(result.status()).isEqualTo("completed");
      assertThat(result.acks()).isEqualTo(acks);
      assertThat(there.content()).isEqualTo(CONTENT);
    }
  }

  @Test
  void severalDevicesMustAllHaveP2p() {
    MmigDevice other = MmigDevice.fresh("mmig-nop2p", 0);
    assertThatThrownBy(
            () -> Qemu.start("source", QemuPair.REUSABLE, List.of(from, other), false).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("supported only if all of them support P2P migration");
  }

  @Test
  void noDeviceStopsBeforeAllAreQuiet() throws Exception {
    MmigDevice secondFrom = MmigDevice.fresh("mmig", 2);
    MmigDevice secondTo = MmigDevice.fresh("mmig", 3);
    try (QemuPair pair =
        new QemuPair(QemuPair.REUSABLE, List.of(from, secondFrom), List.of(to, secondTo))) {
      from.content(CONTENT);
      to.content(0);
      pair.source.trace("vfio_migration_set_state");
      assertMoved(pair, pair.migrate(1_000));
      List<String> states =
          pair.source.lines("vfio_migration_set_state").stream()
              .map(line -> line.replaceFirst(".*new state ([A-Z0-9_]+),.*", "$1"))
              .filter(state -> state.equals("PRE_COPY_P2P") || state.equals("STOP_COPY"))
              .limit(4)
              .toList();
      assertThat(states).containsExactly("PRE_COPY_P2P", "PRE_COPY_P2P", "STOP_COPY", "STOP_COPY");
    }
  }

  @ParameterizedTest
  @CsvSource({"read_limit,4097", "write_limit,4097", "empty_read,1"})
  void shortAndEmptyCallsAreTaken(String setting, int value) throws Exception {
    from.set(setting, value);
    to.set(setting, value);
    try (QemuPair pair = pair(QemuPair.REUSABLE)) {
      assertMoved(pair, pair.migrate(1_000));
    }
  }

  @Test
  void optsInToReinit() throws Exception {
    try (QemuPair pair = pair(QemuPair.REUSABLE)) {
      assertThat(pair.source.runs()).isTrue();
      assertThat(from.count("precopy_info_v2")).isOne();
    }
    assertThat(from.count("precopy_info_v2")).isZero();
  }

  /**
   * What a device writes by DMA after the guest's memory was sent is in its log, and sent again.
   * Both REINITs come before the first data is read, and so before the tag.
   */
  @Test
  void whatTheDeviceWritesByDmaArrives() throws Exception {
    from.set("reinit_ms", "100 500").set("initial_bytes", 8 << 20).set("save_rate", 8 << 20);
    from.set("reinit_bytes", 1 << 20);
    try (QemuPair pair = pair(QemuPair.REUSABLE)) {
      CompletableFuture<Void> guest =
          CompletableFuture.runAsync(
              () -> {
                Lab.await(() -> from.reinits() >= 2);
                from.set("dma", "%x 64 165".formatted(DMA_ADDRESS));
              });
      QemuPair.Result result = pair.migrate(1_000);
      guest.get(1, TimeUnit.SECONDS);
      assertMoved(pair, result);
      assertThat(from.reinits()).isEqualTo(2);
      assertThat(result.acks()).isOne();
      assertThat(pair.source.memory(DMA_ADDRESS)).endsWith("0xa5a5a5a5");
      assertThat(pair.destination.memory(DMA_ADDRESS)).endsWith("0xa5a5a5a5");
    }
  }

  /**
   * The case in which QEMU has no way back to precopy, and Baton has. With both the device
   * re-initialises at the pause of the guest: with QEMU when it has traced that the downtime
   * begins, with Baton in the pause.
   */
  @Test
  void lateReinitFailsInQemuAndOnlyCostsTimeInBaton() throws Exception {
    from.set("info_us", INFO_MICROS);
    try (QemuPair pair = pair(QemuPair.REUSABLE)) {
      CompletableFuture<Void> guest =
          CompletableFuture.runAsync(
              () -> {
                // The guest is paused next, and then the device is asked, which takes its time.
                pair.source.awaitLine("src-downtime-start");
                from.reinit();
              });
      QemuPair.Result result = pair.migrate(1_000);
      guest.get(1, TimeUnit.SECONDS);
      assertThat(result.status()).isEqualTo("failed");
      assertThat(pair.source.monitor().migrationStates())
          .startsWith("setup", "active")
          .endsWith("failed")
          .doesNotContain("completed");
      assertThat(result.error()).contains("ACK was requested by 1 devices during switchover");
      assertThat(from.reinits()).isOne();
      assertThat(pair.source.runs()).isTrue();
      assertThat(from.content()).isEqualTo(CONTENT);
    }
    MmigDevice.fresh("mmig", 0);
    try (MmigPair pair = new MmigPair().device("nic0", from, to, OpenPath.CDEV)) {
      boolean[] done = new boolean[1];
      pair.atPause(
          () -> {
            if (!done[0]) {
              done[0] = true;
              from.reinit();
            }
          });
      MmigPair.Reports reports = pair.run();
      assertThat(reports.source().failure()).isNull();
      assertThat(reports.source().status()).isEqualTo(MigrationStatus.COMPLETED);
      assertThat(reports.destination().status()).isEqualTo(MigrationStatus.COMPLETED);
      assertThat(reports.here()).isFalse();
      assertThat(reports.there()).isTrue();
      assertThat(from.state()).isEqualTo("STOP");
      assertThat(to.state()).isEqualTo("RUNNING");
      assertThat(reports.source().switchover().lateReinits()).isOne();
      assertThat(reports.source().switchover().retreats()).isOne();
      assertThat(to.content()).isEqualTo(from.content()).isNotZero();
    }
  }
}
