package org.baton.transport.message;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.baton.transport.ChannelOptions;
import org.baton.transport.Connection;
import org.baton.transport.Slab;
import org.baton.transport.Transport;
import org.baton.transport.TransportChoice;
import org.baton.transport.wire.FailCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Control messages over a real socket. */
class ControlChannelTest {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** One end, driven by the test's thread. */
  private static final class End implements AutoCloseable {
    final HeardMessages messages = new HeardMessages();
    final Slab slab;
    final ControlChannel channel;
    final ControlMessages encoder;

    End(TransportChoice choice, Connection connection) throws IOException {
      slab = Slab.map(ControlChannel.SLAB_BYTES);
      channel =
          new ControlChannel(
              Transport.choose(choice).channel(connection, slab, ChannelOptions.defaults()), slab);
      channel.open(messages);
      encoder = new ControlEncoder(channel);
    }

    @Override
    public void close() {
      channel.close();
      slab.close();
    }
  }

  private interface Condition {
    boolean holds() throws ProtocolException;
  }

  private static void until(Condition condition) throws ProtocolException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static void sendRaw(Connection connection, UnsafeBuffer bytes, int length)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(Math.max(1, length));
      for (int i = 0; i < length; i++) {
        memory.set(JAVA_BYTE, i, bytes.getByte(i));
      }
      connection.sendFully(memory, 0, length, PATIENCE_NANOS);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TransportChoice.class,
      names = {"SOCKETS", "IO_URING"})
  void carriesManyMessagesBothWaysInOrder(TransportChoice choice) throws IOException {
    Connection[] pair = Connection.pair();
    try (End left = new End(choice, pair[0]);
        End right = new End(choice, pair[1])) {
      for (int i = 0; i < 500; i++) {
        int count = i;
        left.encoder.keepAlive(count);
        right.encoder.credit(3, count, 1, 2);
        if (i % 7 == 0) {
          until(() -> left.channel.poll() + right.channel.poll() == 0);
        }
      }
      until(
          () -> {
            int work = left.channel.poll() + right.channel.poll();
            return work == 0
                && left.messages.heard.size() == 500
                && right.messages.heard.size() == 500;
          });
      assertThat(right.messages.heard.get(499)).isEqualTo("keepAlive [499]");
      assertThat(left.messages.heard.get(499)).isEqualTo("credit [3, 499, 1, 2]");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TransportChoice.class,
      names = {"SOCKETS", "IO_URING"})
  void anEndInOrderHasNoCause(TransportChoice choice) throws IOException {
    Connection[] pair = Connection.pair();
    try (End right = new End(choice, pair[1])) {
      try (End left = new End(choice, pair[0])) {
        left.encoder.fail(FailCode.DEVICE, 1, "EIO");
        until(
            () -> {
              left.channel.poll();
              right.channel.poll();
              return !right.messages.heard.isEmpty();
            });
      }
      until(
          () -> {
            right.channel.poll();
            return right.channel.isClosed();
          });
      assertThat(right.messages.heard).containsExactly("fail [DEVICE, 1, EIO]");
      assertThat(right.channel.closeCause()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TransportChoice.class,
      names = {"SOCKETS", "IO_URING"})
  void aMessageThatIsCutIsNotHeard(TransportChoice choice) throws IOException {
    UnsafeBuffer frame = FrameList.encode(to -> to.fail(FailCode.DEVICE, 1, "EIO"));
    for (int length = 0; length < frame.capacity(); length++) {
      Connection[] pair = Connection.pair();
      try (End right = new End(choice, pair[1])) {
        sendRaw(pair[0], frame, length);
        pair[0].close();
        until(
            () -> {
              right.channel.poll();
              return right.channel.isClosed();
            });
        assertThat(right.messages.heard).isEmpty();
        boolean betweenRegions = length == 0 || length == Frames.HEADER_BYTES;
        assertThat(right.channel.closeCause() == null).isEqualTo(betweenRegions);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TransportChoice.class,
      names = {"SOCKETS", "IO_URING"})
  void whoSendsNonsenseIsToldSo(TransportChoice choice) throws IOException {
    Connection[] pair = Connection.pair();
    try (End right = new End(choice, pair[1])) {
      sendRaw(pair[0], new UnsafeBuffer(new byte[64]), 64);
      assertThatThrownBy(
              () ->
                  until(
                      () -> {
                        right.channel.poll();
                        return false;
                      }))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("not Baton's bytes");
      assertThat(right.messages.heard).isEmpty();

      right.encoder.fail(FailCode.PROTOCOL, -1, "nonsense");
      until(() -> right.channel.poll() == 0);
      assertThat(receiveFrame(pair[0])).containsExactly("fail [PROTOCOL, -1, nonsense]");
    }
    pair[0].close();
  }

  private static List<String> receiveFrame(Connection connection) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(1_024, Long.BYTES);
      assertThat(connection.receiveFully(memory, 0, Frames.HEADER_BYTES, PATIENCE_NANOS)).isTrue();
      UnsafeBuffer frame = new UnsafeBuffer(memory.address(), 1_024);
      int body = new ControlDecoder().bodyBytes(frame, 0);
      connection.receiveFully(memory, Frames.HEADER_BYTES, body, PATIENCE_NANOS);
      frame.wrap(memory.address(), Frames.HEADER_BYTES + body);
      return FrameList.decode(frame);
    }
  }
}
