package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.TransportChoice;
import org.baton.vfio.DeviceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same agents on many threads or on few: the same migration. */
class ThreadingTest {
  private static final String NIC = "name=nic0,initialBytes=3M,stopCopyBytes=5M";

  @ParameterizedTest
  @CsvSource({
    "SOCKETS,DEDICATED,SHARED",
    "SOCKETS,SHARED,DEDICATED",
    "SOCKETS,INVOKER,INVOKER",
    "IO_URING,DEDICATED,SHARED",
    "IO_URING,SHARED,DEDICATED",
    "IO_URING,INVOKER,INVOKER"
  })
  void bothSidesChooseForThemselves(
      TransportChoice transport, ThreadingMode source, ThreadingMode destination) throws Exception {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    try (MigrationPair pair = MigrationPair.tcp(transport).device(NIC)) {
      pair.source.threading(source);
      pair.destination.threading(destination);
      pair.sourceGuest.beforePause(() -> threads.addAll(batons()));

      MigrationPair.Reports reports = pair.run();

      assertThat(reports.source().failure()).isNull();
      assertThat(reports.destination().failure()).isNull();
      assertThat(pair.destinationDevices.getFirst().contentDigest())
          .isEqualTo(pair.sourceDevices.getFirst().contentDigest());
    }
    assertThat(threads).contains("baton-rd-nic0", "baton-wr-nic0");
    assertThat(threads.contains("baton-tx-0")).isEqualTo(source == ThreadingMode.DEDICATED);
    assertThat(threads.contains("baton-rx-0")).isEqualTo(destination == ThreadingMode.DEDICATED);
    assertThat(threads.contains("baton-ctl")).isEqualTo(source != ThreadingMode.INVOKER);
  }

  @ParameterizedTest
  @CsvSource({"1,2", "2,1", "2,2"})
  void aDriverDoesNotHoldUpTheChunksOfAnother(int devices, int channels) throws Exception {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    try (MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS)) {
      pair.source.threading(ThreadingMode.SHARED).channels(channels);
      pair.destination.threading(ThreadingMode.SHARED);
      for (int i = 0; i < devices; i++) {
        pair.device("name=nic" + i + ",initialBytes=1M,stopCopyBytes=1M");
      }
      pair.sourceGuest.beforePause(() -> threads.addAll(batons()));

      assertThat(pair.run().source().status()).isEqualTo(MigrationStatus.COMPLETED);
    }
    assertThat(threads).contains("baton-tx-0", "baton-rx-0");
  }

  /** One thread, so the device that holds it holds the channel too, and the peer must wait. */
  @ParameterizedTest
  @CsvSource({"SOCKETS", "IO_URING"})
  void aDeviceFailsOnASharedThread(TransportChoice transport) throws Exception {
    try (MigrationPair pair =
        MigrationPair.tcp(transport).device(NIC + ",fault=read:20:EIO", NIC)) {
      pair.source.threading(ThreadingMode.SHARED);
      pair.destination.threading(ThreadingMode.SHARED);

      MigrationPair.Reports reports = pair.run();

      Outcome.assertSourceHasItBack(pair, reports.source());
      assertThat(reports.destination().status()).isEqualTo(MigrationStatus.FAILED);
    }
  }

  @Test
  void anInvokerThatIsInterruptedCancels() throws Exception {
    AtomicReference<Thread> caller = new AtomicReference<>();
    try (MigrationPair pair =
        MigrationPair.tcp(TransportChoice.SOCKETS)
            .device("name=nic0,initialBytes=1G,stopCopyBytes=1M,saveBytesPerSecond=20M")) {
      SourceMigration source = new SourceMigration(pair.source.threading(ThreadingMode.INVOKER));
      CompletableFuture<MigrationReport> loading = pair.startDestination();
      CompletableFuture<MigrationReport> saving =
          MigrationPair.start(
              () -> {
                caller.set(Thread.currentThread());
                return source.run();
              });
      while (source.progress().status() != MigrationStatus.ACTIVE) {
        Thread.onSpinWait();
      }
      caller.get().interrupt();

      assertThatThrownBy(saving::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
      assertThat(MigrationPair.await(loading).status()).isEqualTo(MigrationStatus.CANCELLED);
      assertThat(pair.sourceDevices.getFirst().state()).isEqualTo(DeviceState.RUNNING);
    }
  }

  @Test
  void aModeIsReadAsItIsWritten() {
    for (ThreadingMode mode : ThreadingMode.values()) {
      assertThat(ThreadingMode.parse(mode.toString())).isEqualTo(mode);
    }
    assertThatThrownBy(() -> ThreadingMode.parse("many"))
        .hasMessage("'many' is no threading mode: auto, dedicated, shared or invoker");
  }

  private static Set<String> batons() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("baton-"))
        .collect(Collectors.toSet());
  }
}
