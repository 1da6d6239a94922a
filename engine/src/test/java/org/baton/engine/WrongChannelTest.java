package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.baton.engine.report.MigrationReport;
import org.baton.transport.Endpoint;
import org.baton.transport.TransportChoice;
import org.baton.transport.message.SessionId;
import org.junit.jupiter.api.Test;

/** Data channels that do not belong to the migration are dropped, and it goes on. */
class WrongChannelTest {
  /** Connects just before the source's second data channel does, when the others are awaited. */
  private static final class Intruder implements Relay.Plan {
    private final int port;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    Intruder(int port) {
      this.port = port;
    }

    @Override
    public long limit(int connection, Relay.Direction direction) {
      return Long.MAX_VALUE;
    }

    @Override
    public void before(int connection) throws IOException {
      if (connection == 2) {
        intrude(RawFrames.channelHello(new SessionId(5, 6), 1));
        intrude(RawFrames.channelHello(new SessionId(5, 6), 65_535));
        intrude(RawFrames.hello(1, 1, "nic0"));
        intrude(new byte[40]);
      }
    }

    private void intrude(byte[] bytes) throws IOException {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      sockets.add(socket);
      socket.getOutputStream().write(bytes);
    }
  }

  @Test
  void intrudersAreDroppedAndItCompletes() throws Exception {
    try (MigrationPair pair =
        MigrationPair.tcp(TransportChoice.SOCKETS)
            .device("name=nic0,initialBytes=1M,stopCopyBytes=1M")) {
      Intruder intruder = new Intruder(pair.listener.endpoint().port());
      try (Relay relay = new Relay(pair.listener.endpoint().port(), intruder)) {
        pair.source.connect(Endpoint.parse("tcp:127.0.0.1:" + relay.port())).channels(2);
        CompletableFuture<MigrationReport> loading = pair.startDestination();
        MigrationReport saved = MigrationPair.await(pair.startSource());
        Outcome.assertCompleted(
            pair, new MigrationPair.Reports(saved, MigrationPair.await(loading)));
      }
      assertThat(pair.log.stream().filter(line -> line.contains("its session id is not that")))
          .hasSize(2);
      assertThat(pair.log)
          .anyMatch(line -> line.contains("is going on already"))
          .anyMatch(line -> line.contains("not Baton's bytes"));
      for (Socket socket : intruder.sockets) {
        assertThat(isOver(socket)).as("dropped").isTrue();
        socket.close();
      }
    }
  }

  /** Whether the other side hung up; in order, or with a reset if it left bytes unread. */
  private static boolean isOver(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    try {
      // A last word may come before.
      socket.getInputStream().readAllBytes();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }
}
