package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.baton.engine.report.CountersWriter;
import org.baton.engine.report.MigrationSnapshot;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.ParticipantProgress;
import org.baton.transport.Endpoint;
import org.baton.transport.TransportChoice;
import org.baton.vfio.DeviceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others can see of a migration: counters in a file, round trips in a log. */
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
    MigrationSnapshot ended = MigrationCounters.read(file);
    assertThat(ended.writer().state()).isEqualTo(CountersWriter.State.ENDED);
    assertThat(ended.progress().status()).isEqualTo(MigrationStatus.COMPLETED);
    ParticipantProgress nic = ended.progress().participants().getFirst();
    assertThat(nic.name()).isEqualTo("nic0");
    assertThat(nic.state()).isEqualTo(DeviceState.STOP);
    assertThat(nic.movedBytes()).isGreaterThanOrEqualTo(384 << 10).isEqualTo(nic.loadedBytes());
    assertThat(nic.acks().requested()).isOne();
    assertThat(nic.acks().received()).isOne();
    assertThat(nic.acks().reinits()).isZero();
    assertThat(nic.acks().roundTripMaxNanos()).isPositive();
  }

  @Test
  void countersCanBeReadMeanwhile() throws Exception {
    Path file = directory.resolve("counters");
    AtomicReference<MigrationSnapshot> seen = new AtomicReference<>();
    try (MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS).device(NIC)) {
      pair.source.countersFile(file);
      pair.sourceGuest.beforePause(
          () -> {
            // Longer than counters may lag behind.
            LockSupport.parkNanos(200_000_000);
            seen.set(read(file));
          });
      Outcome.assertCompleted(pair, pair.run());
    }
    assertThat(seen.get().writer().state()).isEqualTo(CountersWriter.State.ALIVE);
    assertThat(seen.get().progress().status()).isEqualTo(MigrationStatus.DEVICE);
    assertThat(seen.get().progress().participants().getFirst().state())
        .isEqualTo(DeviceState.PRE_COPY);
  }

  private static MigrationSnapshot read(Path file) {
    try {
      return MigrationCounters.read(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSourceThatNeverConnectedSaysThatItFailed() throws Exception {
    Path file = directory.resolve("counters");
    try (MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS).device(NIC)) {
      pair.source.countersFile(file).connect(Endpoint.parse("unix:" + directory + "/nobody"));
      assertThat(new SourceMigration(pair.source).run().status()).isEqualTo(MigrationStatus.FAILED);
    }
    assertThat(MigrationCounters.read(file).writer().state()).isEqualTo(CountersWriter.State.ENDED);
    assertThat(MigrationCounters.read(file).progress().status()).isEqualTo(MigrationStatus.FAILED);
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
  void roundTripsOfAcksAreInTheHistogramLog() throws Exception {
    try (MigrationPair pair =
        MigrationPair.tcp(TransportChoice.SOCKETS).device(NIC).device(NIC.replace('0', '1'))) {
      pair.source.hlogDirectory(directory);
      Outcome.assertCompleted(pair, pair.run());
    }
    Map<String, Long> counts = new HashMap<>();
    try (HistogramLogReader log =
        new HistogramLogReader(directory.resolve("source.hlog").toFile())) {
      for (EncodableHistogram each = log.nextIntervalHistogram();
          each != null;
          each = log.nextIntervalHistogram()) {
        Histogram interval = (Histogram) each;
        assertThat(interval.getMaxValue()).isPositive();
        counts.merge(interval.getTag(), interval.getTotalCount(), Long::sum);
      }
    }
    assertThat(counts).containsOnlyKeys("read", "ring", "send", "ack").containsEntry("ack", 2L);
  }
}
