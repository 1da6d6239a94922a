package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.baton.transport.TransportChoice;
import org.baton.transport.wire.FailCode;
import org.baton.vfio.VfioException;
import org.baton.vfio.simulated.SimulatedDeviceSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both sides must have the same devices; if not, both say what differs. */
class DeviceTableTest {
  private static final String SIZES = ",initialBytes=64K,stopCopyBytes=64K";

  private static void open(MigrationPair pair, String names, boolean atSource)
      throws VfioException {
    for (String name : names.split("\\+", -1)) {
      var device = SimulatedDeviceSpec.parse("name=" + name + SIZES).open();
      if (atSource) {
        pair.sourceDevices.add(device);
        pair.source.device(device);
      } else {
        pair.destinationDevices.add(device);
        pair.destination.device(device);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nic0+gpu0,nic0,'gpu0' is offered by the source and not here",
    "nic0,nic0+gpu0,'gpu0' is here and not offered by the source",
    "nic0,nic1,'nic1' is here and not offered by the source",
    "nic0+nic0,nic0,'nic0' is offered by the source more than once"
  })
  void tablesThatDifferAreRefused(String source, String destination, String words)
      throws Exception {
    try (MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS)) {
      open(pair, source, true);
      open(pair, destination, false);

      MigrationPair.Reports reports = pair.run();

      var failure = Outcome.assertSourceHasItBack(pair, reports.source());
      assertThat(failure.code()).isEqualTo(FailCode.PARTICIPANTS);
      assertThat(failure.cause().replace(",", ""))
          .contains(words)
          .contains("Name the same devices");
      assertThat(Objects.requireNonNull(reports.destination().failure()).cause())
          .isEqualTo(failure.cause());
    }
  }

  @Test
  void aDeviceThatCanLessIsRefused() throws Exception {
    try (MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS)) {
      pair.device("name=nic0" + SIZES, "name=nic0,flags=STOP_COPY" + SIZES);

      var failure = Outcome.assertSourceHasItBack(pair, pair.run().source());

      assertThat(failure.code()).isEqualTo(FailCode.PARTICIPANTS);
      assertThat(failure.cause()).contains("'nic0'", "the same kind of device and driver");
    }
  }

  @Test
  void aDestinationWithTwoDevicesOfOneNameDoesNotUseOneOfThemAndForgetTheOther() throws Exception {
    try (MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS)) {
      open(pair, "nic0", true);
      open(pair, "nic0+nic0", false);

      var failure = Outcome.assertSourceHasItBack(pair, pair.run().source());

      assertThat(failure.code()).isEqualTo(FailCode.PARTICIPANTS);
      assertThat(failure.cause()).contains("'nic0' is here twice");
    }
  }

  @ParameterizedTest
  @CsvSource({"STOP_COPY", "STOP_COPY+P2P", "STOP_COPY+PRE_COPY"})
  void devicesWithoutAllAbilitiesMigrate(String flags) throws Exception {
    try (MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS)) {
      pair.device("name=nic0,flags=" + flags + SIZES);

      Outcome.assertCompleted(pair, pair.run());
    }
  }
}
