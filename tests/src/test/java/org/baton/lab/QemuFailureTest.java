package org.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real QEMU when something fails at the destination: what Baton is compared with. */
@Tag("reinit")
@Tag("qemu")
class QemuFailureTest {
  private static final long CONTENT = 0x0ba7_04e6;

  private final MmigDevice from = MmigDevice.fresh("mmig", 0);
  private final MmigDevice to = MmigDevice.fresh("mmig", 1);

  private QemuPair pair() throws Exception {
    QemuPair pair = new QemuPair(QemuPair.REUSABLE, List.of(from), List.of(to));
    from.content(CONTENT);
    to.content(0);
    return pair;
  }

  private void assertStayed(QemuPair pair, QemuPair.Result result) throws IOException {
    assertThat(result.status()).isEqualTo("failed");
    assertThat(pair.source.runs()).isTrue();
    assertThat(from.content()).isEqualTo(CONTENT);
    Lab.await(() -> from.state().equals("RUNNING"));
    assertThat(from.state()).isEqualTo("RUNNING");
  }

  /** The destination knows why; the source hears that there was something. */
  @ParameterizedTest
  @ValueSource(strings = {"write 1 error 5", "write 2 corrupt", "state 4 error 16"})
  void aDestinationThatDoesNotLoadLeavesTheGuestHere(String fault) throws Exception {
    to.set("write_limit", 256 << 10).set("fault", fault);
    try (QemuPair pair = pair()) {
      QemuPair.Result result = pair.migrate(1_000);
      assertStayed(pair, result);
      assertThat(result.error()).isNotEmpty().doesNotContain(to.toString(), "vfio", "dev0");
      pair.destination.awaitLine("load of migration failed");
      assertThat(pair.destination.lines("load of migration failed")).isNotEmpty();
    }
  }

  /**
   * The device leaves RESUMING when the guest is started. By then the source is done, so the device
   * is reset, and the guest has one without its state.
   */
  @Test
  void aDriverThatRefusesWhatItWasGivenDoesSoTooLate() throws Exception {
    try (QemuPair pair = pair()) {
      CompletableFuture<Void> driver =
          CompletableFuture.runAsync(
              () -> {
                Lab.await(() -> to.state().equals("RESUMING"));
                to.set("fault", "state 1 error 5");
              });
      QemuPair.Result result = pair.migrate(1_000);
      driver.get(1, TimeUnit.SECONDS);
      Lab.await(() -> to.get("fault").isEmpty() && !to.state().equals("RESUMING"));
      assertThat(to.get("fault")).as("what was to go wrong").isEmpty();
      assertThat(result.status()).isEqualTo("completed");
      assertThat(pair.source.runs()).isFalse();
      pair.destination.awaitLine("Resetting device");
      assertThat(pair.destination.lines("Resetting device")).isNotEmpty();
      assertThat(to.content()).as("a reset device's").isZero();
    }
  }

  @Test
  void aDestinationThatIsKilledLeavesTheGuestHere() throws Exception {
    from.set("save_rate", 1 << 20).set("initial_bytes", 8 << 20);
    try (QemuPair pair = pair()) {
      CompletableFuture<Void> killing =
          CompletableFuture.runAsync(
              () -> {
                Lab.await(() -> to.state().equals("RESUMING"));
                pair.destination.kill();
              });
      QemuPair.Result result = pair.migrate(1_000);
      killing.get(1, TimeUnit.SECONDS);
      assertStayed(pair, result);
    }
  }
}
