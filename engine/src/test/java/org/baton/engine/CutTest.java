package org.baton.engine;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.baton.engine.report.MigrationReport;
import org.baton.transport.Endpoint;
import org.baton.transport.TransportChoice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The network fails after any number of bytes: the sides never contradict each other. */
class CutTest {
  private static final int CONTROL = 0;
  private static final int DATA = 1;

  /** Headers are 16 and 32 bytes, a Hello of one device 78, what is sent then 40 and less each. */
  private static Stream<Arguments> cuts() {
    return Stream.of(
            cuts(CONTROL, Relay.Direction.TO_DESTINATION, 1, 15, 16, 17, 77, 78, 79, 100, 124),
            cuts(CONTROL, Relay.Direction.TO_SOURCE, 1, 16, 31, 32, 33, 48, 49, 90, 200, 400, 600),
            cuts(DATA, Relay.Direction.TO_DESTINATION, 1, 33, 34, 35, 66, 67, 70_000, 200_000))
        .flatMap(some -> some);
  }

  private static Stream<Arguments> cuts(int connection, Relay.Direction direction, long... limits) {
    return Arrays.stream(limits).mapToObj(limit -> Arguments.of(connection, direction, limit));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void theSidesNeverContradictEachOther(int connection, Relay.Direction direction, long limit)
      throws Exception {
    Relay.Plan plan =
        (which, way) -> which == connection && way == direction ? limit : Long.MAX_VALUE;
    try (MigrationPair pair =
            MigrationPair.tcp(TransportChoice.SOCKETS)
                .device("name=nic0,initialBytes=128K,stopCopyBytes=128K");
        Relay relay = new Relay(pair.listener.endpoint().port(), plan)) {
      pair.source.connect(Endpoint.parse("tcp:127.0.0.1:" + relay.port()));
      DestinationMigration destination = new DestinationMigration(pair.destination);
      CompletableFuture<MigrationReport> loading = MigrationPair.start(destination::run);
      MigrationReport saved = MigrationPair.await(pair.startSource());
      // A destination that never got a whole Hello waits for the next source.
      if (connection == CONTROL && direction == Relay.Direction.TO_DESTINATION && limit < 78) {
        destination.cancel();
      }
      Outcome.assertConsistent(
          pair, new MigrationPair.Reports(saved, MigrationPair.await(loading)));
    }
  }
}
