package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.Endpoint;
import org.baton.transport.TransportChoice;
import org.junit.jupiter.api.Test;

/** The network fails around the handover, byte by byte. */
class HandoverCutTest {
  private static final String NIC = "name=nic0,flags=STOP_COPY,stopCopyBytes=64K";
  private static final int HELLO = 78;
  private static final int STREAM_END = 16 + 22;
  private static final int COMMIT = 16;

  /**
   * The source says Hello, StreamEnd and Commit. Long timeouts keep signs of life out of the count.
   */
  @Test
  void whileCommitIsOnItsWay() throws Exception {
    Set<MigrationStatus> ends = EnumSet.noneOf(MigrationStatus.class);
    for (int bytes = HELLO + STREAM_END - 1; bytes <= HELLO + STREAM_END + COMMIT; bytes++) {
      int limit = bytes;
      Relay.Plan plan =
          (which, way) ->
              which == 0 && way == Relay.Direction.TO_DESTINATION ? limit : Long.MAX_VALUE;
      MigrationPair.Reports reports = run(plan);
      ends.add(reports.source().status());
    }
    assertThat(ends).contains(MigrationStatus.FAILED, MigrationStatus.UNKNOWN);
  }

  private static MigrationPair.Reports run(Relay.Plan plan) throws Exception {
    try (MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS).device(NIC);
        Relay relay = new Relay(pair.listener.endpoint().port(), plan)) {
      pair.source
          .connect(Endpoint.parse("tcp:127.0.0.1:" + relay.port()))
          .setupTimeoutMillis(60_000)
          .peerTimeoutMillis(600_000);
      pair.destination.setupTimeoutMillis(60_000).peerTimeoutMillis(600_000);
      CompletableFuture<MigrationReport> loading = pair.startDestination();
      MigrationReport saved = MigrationPair.await(pair.startSource());
      MigrationPair.Reports reports =
          new MigrationPair.Reports(saved, MigrationPair.await(loading));
      Outcome.assertConsistent(pair, reports);
      return reports;
    }
  }
}
