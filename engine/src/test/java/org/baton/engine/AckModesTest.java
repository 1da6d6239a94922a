package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.baton.engine.report.AckReport;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.ParticipantReport;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.transport.TransportChoice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the two sides are set to, and whatever their devices can do, it completes. */
class AckModesTest {
  private static final String SIZES = ",initialBytes=512K,stopCopyBytes=256K";

  /** Its first tag is out long before 30 ms, and its ack cannot be back before 60 ms. */
  private static final String REINIT =
      "name=reinit0" + SIZES + ",reinitBytes=128K,reinit=30ms,initialLoadTime=60ms";

  private static final String PRECOPY = "name=precopy0" + SIZES + ",reportsReinit=false";
  private static final String NO_PRECOPY = "name=late0,flags=STOP_COPY+P2P" + SIZES;
  private static final String NO_P2P = "name=acc0,flags=STOP_COPY+PRE_COPY" + SIZES;

  private static Stream<Arguments> matrix() {
    List<List<String>> sets =
        List.of(
            List.of(REINIT),
            List.of(PRECOPY),
            List.of(NO_PRECOPY),
            List.of(NO_P2P),
            List.of(REINIT, PRECOPY, NO_PRECOPY, NO_P2P));
    return Arrays.stream(SwitchoverAckMode.values())
        .flatMap(
            source ->
                Arrays.stream(SwitchoverAckMode.values())
                    .flatMap(
                        destination ->
                            sets.stream().map(set -> Arguments.of(source, destination, set))));
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void completes(SwitchoverAckMode source, SwitchoverAckMode destination, List<String> devices)
      throws Exception {
    try (MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS)) {
      for (String device : devices) {
        pair.device(device);
      }
      pair.source.switchoverAck(source).channels(2);
      pair.destination.switchoverAck(destination);
      MigrationPair.Reports reports = pair.run();

      Outcome.assertCompleted(pair, reports);
      SwitchoverAckMode agreed = source.compareTo(destination) < 0 ? source : destination;
      MigrationReport report = reports.source();
      assertThat(report.switchover().ackMode()).isEqualTo(agreed);
      assertThat(report.switchover().retreats()).isZero();
      assertThat(report.warnings().stream().anyMatch(line -> line.contains("switchover-ack is")))
          .as("says that it does less than it was set to")
          .isEqualTo(agreed != source);
      for (ParticipantReport device : report.participants()) {
        assertAcks(agreed, device);
      }
    }
  }

  private static void assertAcks(SwitchoverAckMode agreed, ParticipantReport device) {
    AckReport acks = device.acks();
    assertThat(acks.received()).as(device.name()).isEqualTo(acks.requested());
    boolean precopy = !device.name().equals("late0");
    boolean reinit = device.name().equals("reinit0");
    int expected = agreed == SwitchoverAckMode.OFF || !precopy ? 0 : 1;
    if (agreed == SwitchoverAckMode.REUSABLE && reinit) {
      expected = 2;
      assertThat(acks.reinits()).isOne();
    }
    assertThat(acks.requested()).as(device.name()).isEqualTo(expected);
  }
}
