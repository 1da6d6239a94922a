package org.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.sys.Sockets;
import org.baton.transport.ChannelCounters.Counter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ConnectionTest {
  private static final long PATIENCE_NANOS = 10_000_000_000L;
  private static final long MOMENT_NANOS = 2_000_000;

  @TempDir private Path directory;
  private final Arena arena = Arena.ofAuto();

  @ParameterizedTest
  @EnumSource(Wiring.class)
  void carriesBytesBothWays(Wiring wiring) throws Exception {
    Connection[] ends = wiring.connect();
    long openFiles = OpenFiles.count();
    int length = 3 << 20;
    MemorySegment sent = arena.allocate(length).fill((byte) 5);
    MemorySegment got = arena.allocate(length);
    try (Connection left = ends[0];
        Connection right = ends[1]) {
      Thread sender = new Thread(() -> send(left, sent, length), "sender");
      sender.start();
      assertThat(right.receiveFully(got, 0, length, PATIENCE_NANOS)).isTrue();
      sender.join();
      assertThat(got.mismatch(sent)).isEqualTo(-1);
      right.sendFully(got, 0, 3, PATIENCE_NANOS);
      assertThat(left.receiveFully(sent, 10, 3, PATIENCE_NANOS)).isTrue();
      assertThat(left.isLocal()).isTrue();
    }
    assertThat(OpenFiles.count()).isEqualTo(openFiles - 2);
  }

  @Test
  void anOrderlyEndIsFalseBeforeTheFirstByteAndAnErrorLater() throws IOException {
    Connection[] ends = Connection.pair();
    MemorySegment memory = arena.allocate(16);
    try (Connection left = ends[0]) {
      ends[1].sendFully(memory, 0, 3, PATIENCE_NANOS);
      ends[1].close();
      assertThatThrownBy(() -> left.receiveFully(memory, 0, 8, PATIENCE_NANOS))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("after 3 of 8 bytes");
      assertThat(left.receiveFully(memory, 0, 8, PATIENCE_NANOS)).isFalse();
      assertThatThrownBy(() -> left.sendFully(memory, 0, 8, PATIENCE_NANOS))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("EPIPE");
    }
  }

  @Test
  void aSilentPeerEndsTheWait() throws IOException {
    Connection[] ends = Connection.pair();
    MemorySegment memory = arena.allocate(1 << 20);
    try (Connection left = ends[0];
        Connection right = ends[1]) {
      right.sendFully(memory, 0, 3, PATIENCE_NANOS);
      assertThatThrownBy(() -> left.receiveFully(memory, 0, 8, MOMENT_NANOS))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("did not send 8 bytes within 2 ms, only 3");
      assertThatThrownBy(() -> left.sendFully(memory, 0, 1 << 20, MOMENT_NANOS))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("did not take 1048576 bytes within 2 ms");
    }
  }

  @Test
  void aShutdownEndsTheWaitOfAnotherThread() throws Exception {
    Connection[] ends = Connection.pair();
    MemorySegment memory = arena.allocate(16);
    try (Connection left = ends[0];
        Connection right = ends[1]) {
      Thread other = new Thread(left::shutdown, "other");
      other.start();
      assertThat(left.receiveFully(memory, 0, 8, WakeContract.HOUR_NANOS)).isFalse();
      other.join();
      assertThat(right.receiveFully(memory, 0, 8, PATIENCE_NANOS)).isFalse();
    }
  }

  @Test
  void nobodyListeningIsSaid() throws IOException {
    Endpoint gone;
    try (Listener listener = Listener.bind(Endpoint.parse("127.0.0.1:0"))) {
      gone = listener.endpoint();
    }
    long openFiles = OpenFiles.count();
    assertThatThrownBy(() -> Connection.connect(gone, PATIENCE_NANOS))
        .isInstanceOf(TransportException.class)
        .hasMessage("nothing listens on %s: start `receive` there first (ECONNREFUSED)", gone);
    Endpoint noFile = Endpoint.unix(directory.resolve("none"));
    assertThatThrownBy(() -> Connection.connect(noFile, PATIENCE_NANOS))
        .hasMessage("nothing listens on %s: start `receive` there first (ENOENT)", noFile);
    assertThat(OpenFiles.count()).isEqualTo(openFiles);
  }

  @Test
  void aListenerThatDoesNotAcceptEndsTheWait() throws IOException {
    try (Listener listener = Listener.bind(Endpoint.unix(directory.resolve("full")))) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  Connection.connect(listener.endpoint(), MOMENT_NANOS).close();
                }
              })
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("no answer from " + listener.endpoint());
    }
  }

  @Test
  void anAdoptedSocketWaitsOnEveryTransport() throws IOException {
    for (TransportChoice choice :
        new TransportChoice[] {TransportChoice.IO_URING, TransportChoice.SOCKETS}) {
      int[] fds = new int[2];
      int type = Linux.SOCK_STREAM() | Linux.SOCK_NONBLOCK();
      assertThat(Sockets.socketpair(Linux.AF_UNIX(), type, 0, fds)).isZero();
      try (Side side =
              Side.open(
                  Transport.choose(choice),
                  Connection.adopt(fds[0], "the hypervisor"),
                  ChannelOptions.defaults());
          Connection peer = Connection.adopt(fds[1], "the other one")) {
        side.channel.receive(0, 8);
        side.channel.poll(side.heard);
        side.channel.await(MOMENT_NANOS);
        assertThat(side.channel.poll(side.heard)).isZero();
        peer.sendFully(arena.allocate(8), 0, 8, PATIENCE_NANOS);
        Side.drive(() -> side.heard.received == 1, side);
        assertThat(side.channel.counters().get(Counter.SYSTEM_CALLS)).isLessThan(20);
      }
    }
  }

  @Test
  void aNumberThatIsNotOpenIsNotAdopted() {
    assertThatThrownBy(() -> Connection.adopt(1_000_000, "nobody"))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("EBADF")
        .hasMessageContaining("nobody");
  }

  @Test
  void aClosedConnectionRefuses() throws IOException {
    Connection[] ends = Connection.pair();
    ends[0].close();
    ends[0].close();
    ends[1].close();
    assertThatThrownBy(() -> ends[0].sendFully(arena.allocate(1), 0, 1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
  }

  private static void send(Connection connection, MemorySegment bytes, int length) {
    try {
      connection.sendFully(bytes, 0, length, PATIENCE_NANOS);
    } catch (TransportException e) {
      throw new AssertionError(e);
    }
  }
}
