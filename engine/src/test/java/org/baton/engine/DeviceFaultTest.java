package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.TransportChoice;
import org.baton.transport.wire.FailCode;
import org.baton.vfio.DeviceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A device that fails ends the migration and not the guest; both sides learn which it was. */
class DeviceFaultTest {
  private static final String SIZES = ",initialBytes=1M,stopCopyBytes=2M";
  private static final String FAULTY = "name=nic0" + SIZES;
  private static final String GOOD = "name=nic1" + SIZES;

  private static MigrationPair pair(String sourceFault, String destinationFault) throws Exception {
    return MigrationPair.tcp(TransportChoice.SOCKETS)
        .device(FAULTY + sourceFault, FAULTY + destinationFault)
        .device(GOOD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "read:1:EIO",
        "read:7:ENODEV",
        "read:30:EIO",
        "read:45:EIO",
        "state:PRE_COPY:1:EIO",
        "state:PRE_COPY:1:ERROR",
        "state:PRE_COPY_P2P:1:EBUSY",
        "state:STOP_COPY:1:EIO",
        "state:STOP_COPY:1:ERROR",
        "info:1:EIO",
        "info:2:ENODEV",
        "size:2:EIO"
      })
  void aFailureAtTheSourceIsKnownOnBothSides(String fault) throws Exception {
    try (MigrationPair pair = pair(",fault=" + fault, "")) {
      Outcome.assertBothBlame(pair, pair.run(), FailCode.DEVICE, "nic0");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reset:1:EIO",
        "state:RESUMING:1:EIO",
        "write:1:EIO",
        "write:9:ENODEV",
        "write:40:EIO",
        "write:3:corrupt=5",
        "state:STOP:1:EIO",
        "state:STOP:1:ERROR"
      })
  void aFailureAtTheDestinationIsKnownOnBothSides(String fault) throws Exception {
    try (MigrationPair pair = pair("", ",fault=" + fault)) {
      Outcome.assertBothBlame(pair, pair.run(), FailCode.DEVICE, "nic0");
    }
  }

  /** One that refuses is brought back whole; one in ERROR only by a reset, which is told. */
  @ParameterizedTest
  @CsvSource({"state:STOP_COPY:1:EIO, false", "state:STOP_COPY:1:ERROR, true"})
  void aDeviceThatHadToBeResetIsNotAsItWas(String fault, boolean reset) throws Exception {
    try (MigrationPair pair = pair(",fault=" + fault, "")) {
      MigrationReport report = pair.run().source();

      assertThat(report.recoveryFailed()).isEqualTo(reset);
      assertThat(report.warnings().stream().anyMatch(line -> line.startsWith("nic0: it was reset")))
          .isEqualTo(reset);
    }
  }

  /** The engine's checksum covers what was read; what a device lies about only a device can see. */
  @ParameterizedTest
  @ValueSource(strings = {"read:2:corrupt=100", "read:40:corrupt=3", "read:40:end", "read:45:end"})
  void aLyingDeviceIsRefusedBeforeTheHandover(String fault) throws Exception {
    try (MigrationPair pair = pair(",fault=" + fault, "")) {
      Outcome.assertBothBlame(pair, pair.run(), FailCode.DEVICE, "nic0");
      assertThat(pair.destinationDevices.get(0).state()).isEqualTo(DeviceState.RUNNING);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "read:1:EINTR",
        "read:2:EAGAIN",
        "read:1+:short=4096",
        "read:2:end",
        "read:30:delay=5ms",
        "info:2:garbage",
        "info:2:delay=30ms",
        "size:2:garbage",
        "state:STOP_COPY:1:delay=20ms"
      })
  void whatASourceDeviceMayDoDoesNoHarm(String fault) throws Exception {
    try (MigrationPair pair = pair(",fault=" + fault, "")) {
      Outcome.assertCompleted(pair, pair.run());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "write:1:EINTR",
        "write:1+:short=1000",
        "write:5:delay=5ms",
        "state:RESUMING:1:delay=20ms"
      })
  void whatADestinationDeviceMayDoDoesNoHarm(String fault) throws Exception {
    try (MigrationPair pair = pair("", ",fault=" + fault)) {
      Outcome.assertCompleted(pair, pair.run());
    }
  }

  @Test
  void aDeviceThatCannotSayWhatItHasEndsItBeforeItBegins() throws Exception {
    try (MigrationPair pair = pair(",fault=size:1:EIO", "")) {
      MigrationReport report = MigrationPair.await(pair.startSource());

      assertThat(Outcome.assertSourceHasItBack(pair, report).cause()).contains("nic0", "EIO");
    }
  }

  @Test
  void aDeviceThatDoesNotRunIsLeftAsItIs() throws Exception {
    try (MigrationPair pair = pair("", "")) {
      pair.sourceDevices.get(0).setState(DeviceState.STOP);
      MigrationReport report = MigrationPair.await(pair.startSource());

      assertThat(report.status()).isEqualTo(MigrationStatus.FAILED);
      assertThat(String.valueOf(report.failure())).contains("nic0", "in STOP", "only in RUNNING");
      assertThat(pair.sourceDevices.get(0).state()).isEqualTo(DeviceState.STOP);
    }
  }

  @Test
  void devicesWithoutP2pBesideOthersAreAWarning() throws Exception {
    try (MigrationPair pair =
        MigrationPair.tcp(TransportChoice.SOCKETS)
            .device(GOOD)
            .device("name=acc0,flags=STOP_COPY+PRE_COPY,initialBytes=64K,stopCopyBytes=64K")) {
      MigrationPair.Reports reports = pair.run();

      Outcome.assertCompleted(pair, reports);
      assertThat(reports.source().warnings())
          .singleElement()
          .asString()
          .contains("no P2P states: acc0");
    }
  }

  /** Also where every way out is refused, a reset would be the end of the only copy. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ",fault=state:RUNNING:1:EIO",
        ",fault=state:RUNNING:1:ERROR",
        ",fault=state:RUNNING_P2P:2:EIO",
        ",fault=state:RUNNING:1+:EIO,fault=state:STOP:3+:EIO"
      })
  void aDeviceThatDoesNotStartAtTheDestinationLeavesItUnknown(String fault) throws Exception {
    try (MigrationPair pair = pair("", fault)) {
      MigrationPair.Reports reports = pair.run();

      assertThat(reports.source().status()).isEqualTo(MigrationStatus.UNKNOWN);
      assertThat(reports.destination().status()).isEqualTo(MigrationStatus.UNKNOWN);
      assertThat(String.valueOf(reports.source().failure())).contains("nic0", "EIO");
      assertThat(pair.sourceGuest.isRunning()).isFalse();
      assertThat(pair.destinationGuest.isRunning()).isFalse();
      assertThat(pair.destinationDevices.get(0).contentDigest())
          .as("what may be the only copy")
          .isEqualTo(pair.sourceDevices.get(0).contentDigest());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"state:STOP:1:EIO", "state:STOP:1:ERROR", "state:STOP:1+:EIO"})
  void aDeviceThatDoesNotStopAtTheSourceIsAWarning(String fault) throws Exception {
    try (MigrationPair pair = pair(",fault=" + fault, "")) {
      MigrationPair.Reports reports = pair.run();

      assertThat(reports.source().status()).isEqualTo(MigrationStatus.COMPLETED);
      assertThat(reports.source().warnings()).anyMatch(line -> line.contains("nic0"));
      assertThat(reports.source().recoveryFailed()).as("it was not to come back").isFalse();
      assertThat(pair.sourceDevices.get(0).state())
          .as("its guest runs elsewhere")
          .isNotEqualTo(DeviceState.RUNNING);
      assertThat(pair.destinationGuest.isRunning()).isTrue();
    }
  }
}
