package org.baton.bench.nio;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.baton.bench.harness.Content;
import org.baton.bench.side.Meter;
import org.baton.bench.side.Role;
import org.baton.bench.side.Side;
import org.baton.bench.side.SideArguments;
import org.baton.transport.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The other side is a test that lies. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class NioChecksumTest {
  private static final int LENGTH = 5000;

  @Test
  void aDestinationNoticesAByteThatWasFlippedOnTheWay() throws Exception {
    try (Content content = new Content(LENGTH);
        Side destination =
            new NioDestination(
                new SideArguments(
                    Role.DESTINATION,
                    "tcp:127.0.0.1:0",
                    1,
                    content.destination().path(),
                    Map.of()));
        SocketChannel socket =
            SocketChannel.open(Endpoint.parse(destination.listening()).address())) {
      ByteBuffer data = ByteBuffer.allocate(LENGTH + Integer.BYTES);
      data.put(content.source().segment().asByteBuffer());
      data.putInt(content.source().digest(LENGTH)).flip();
      data.put(1234, (byte) (data.get(1234) ^ 1));
      destination.prepare(LENGTH);
      while (data.hasRemaining()) {
        socket.write(data);
      }
      assertThatThrownBy(() -> destination.move(LENGTH, new Meter()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("differ");
    }
  }

  @Test
  void aSourceNoticesThatSomethingElseHasArrived() throws Exception {
    try (Content content = new Content(LENGTH);
        ServerSocketChannel server =
            ServerSocketChannel.open().bind(Endpoint.parse("tcp:127.0.0.1:0").address());
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Side source =
            new NioSource(
                new SideArguments(
                    Role.SOURCE,
                    "tcp:127.0.0.1:" + server.socket().getLocalPort(),
                    1,
                    content.source().path(),
                    Map.of()))) {
      source.prepare(LENGTH);
      Future<?> liar = thread.submit(() -> answerWrongly(server));
      assertThatThrownBy(() -> source.move(LENGTH, new Meter()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("differ");
      liar.get();
    }
  }

  private static boolean answerWrongly(ServerSocketChannel server) throws IOException {
    try (SocketChannel socket = server.accept()) {
      ByteBuffer data = ByteBuffer.allocate(LENGTH + Integer.BYTES);
      while (data.hasRemaining() && socket.read(data) >= 0) {
        // All of it.
      }
      data.flip();
      socket.write(ByteBuffer.allocate(Integer.BYTES).putInt(data.getInt(LENGTH) ^ 1).flip());
      return true;
    }
  }
}
