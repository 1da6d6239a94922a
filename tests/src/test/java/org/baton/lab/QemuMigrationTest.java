package org.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.baton.vfio.kernel.OpenPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real QEMU on the devices that Baton is tested with: what it does, Baton is compared with. */
@Tag("reinit")
@Tag("qemu")
class QemuMigrationTest {
  private static final long CONTENT = 0x0ba7_04e5;

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

  @Test
  void everyReinitIsAcknowledged() throws Exception {
    from.set("reinit_ms", "100 500 900").set("initial_bytes", 8 << 20).set("save_rate", 8 << 20);
    from.set("reinit_bytes", 1 << 20);
    try (QemuPair pair = pair(QemuPair.REUSABLE)) {
      QemuPair.Result result = pair.migrate(1_000);
      assertMoved(pair, result);
      assertThat(from.reinits()).isPositive();
      assertThat(result.acks()).isBetween(1L, from.reinits() + 1);
      assertThat(pair.source.deviceMillis(0)).isPositive();
      assertThat(pair.destination.deviceMillis(0)).isPositive();
    }
  }

  @Test
  void olderMachineIsAcknowledgedOnce() throws Exception {
    from.set("reinit_ms", "100 500 900").set("initial_bytes", 8 << 20).set("save_rate", 8 << 20);
    from.set("reinit_bytes", 1 << 20);
    try (QemuPair pair = pair(QemuPair.LEGACY)) {
      QemuPair.Result result = pair.migrate(1_000);
      assertMoved(pair, result);
      assertThat(result.acks()).isOne();
    }
  }

  /**
   * What a device writes by DMA after the guest's memory was sent is in its log, and sent again.
   */
  @Test
  void whatTheDeviceWritesByDmaArrives() throws Exception {
    from.set("reinit_ms", "100 500 900").set("initial_bytes", 8 << 20).set("save_rate", 8 << 20);
    from.set("reinit_bytes", 1 << 20);
    try (QemuPair pair = pair(QemuPair.REUSABLE)) {
      CompletableFuture<Void> guest =
          CompletableFuture.runAsync(
              () -> {
                while (from.reinits() < 2) {
                  LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
                from.set("dma", "%x 64 165".formatted(DMA_ADDRESS));
              });
      QemuPair.Result result = pair.migrate(1_000);
      guest.get(1, TimeUnit.SECONDS);
      assertMoved(pair, result);
      assertThat(from.count("dma_errors")).isZero();
      assertThat(pair.source.memory(DMA_ADDRESS)).endsWith("0xa5a5a5a5");
      assertThat(pair.destination.memory(DMA_ADDRESS)).endsWith("0xa5a5a5a5");
    }
  }

  /** The case in which QEMU has no way back to precopy, and Baton has. */
  @Test
  void lateReinitFailsInQemuAndOnlyCostsTimeInBaton() throws Exception {
    from.set("reinit_on_repeat", 1);
    try (QemuPair pair = pair(QemuPair.REUSABLE)) {
      QemuPair.Result result = pair.migrate(1_000);
      assertThat(result.status()).isEqualTo("failed");
      assertThat(result.error()).containsIgnoringCase("switchover");
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
      assertThat(reports.source().switchover().retreats()).isOne();
      assertThat(to.content()).isEqualTo(from.content()).isNotZero();
    }
  }
}
