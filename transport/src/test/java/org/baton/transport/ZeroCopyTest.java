package org.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.baton.bindings.linux.Linux;
import org.baton.transport.ChannelCounters.Counter;
import org.baton.transport.uring.FakeRingCalls;
import org.baton.transport.uring.RingCalls;
import org.junit.jupiter.api.Test;

/** Sends without a copy: forced here, because on one machine the kernel copies them after all. */
final class ZeroCopyTest {
  private static final int LENGTH = 64 * 1024;
  private static final ChannelOptions FORCED =
      ChannelOptions.defaults().withZeroCopyThresholdBytes(1);

  @Test
  void notificationsReleaseTheRegionsAndTellOfCopies() throws IOException {
    try (Pair pair = new Pair(Wiring.TCP, FORCED, RingCalls.KERNEL)) {
      int rounds = 100;
      for (int i = 1; i <= rounds; i++) {
        pair.exchange(LENGTH, i);
      }
      Side left = pair.left;
      Side.drive(() -> left.heard.released == rounds, left, pair.right);
      assertThat(left.heard.sent).isEqualTo(rounds);
      assertThat(left.channel.inFlight()).isZero();
      assertThat(left.channel.describe()).contains("SEND_ZC from 1 bytes");
      assertThat(left.channel.counters().get(Counter.ZERO_COPY_SENDS)).isEqualTo(rounds);
      assertThat(left.channel.counters().get(Counter.ZERO_COPY_COPIED)).isEqualTo(rounds);
      assertThat(left.channel.counters().get(Counter.ZERO_COPY_REFUSED)).isZero();
    }
  }

  @Test
  void shortRegionsAreCopied() throws IOException {
    ChannelOptions options = FORCED.withZeroCopyThresholdBytes(LENGTH);
    try (Pair pair = new Pair(Wiring.TCP, options, RingCalls.KERNEL)) {
      pair.exchange(LENGTH - 1, 1);
      assertThat(pair.left.channel.counters().get(Counter.ZERO_COPY_SENDS)).isZero();
      pair.exchange(LENGTH, 2);
      assertThat(pair.left.channel.counters().get(Counter.ZERO_COPY_SENDS)).isEqualTo(1);
    }
  }

  @Test
  void aLocalConnectionCopiesUnlessForced() throws IOException {
    try (Pair pair = new Pair(Wiring.TCP, ChannelOptions.defaults(), RingCalls.KERNEL)) {
      pair.exchange(1 << 20, 1);
      assertThat(pair.left.channel.counters().get(Counter.ZERO_COPY_SENDS)).isZero();
      assertThat(pair.left.channel.describe()).contains("stays on this machine");
    }
  }

  @Test
  void aProtocolWithoutItIsSentPlainlyFromThenOn() throws IOException {
    try (Pair pair = new Pair(Wiring.UNIX, FORCED, RingCalls.KERNEL)) {
      for (int i = 1; i <= 10; i++) {
        pair.exchange(LENGTH, i);
      }
      Side left = pair.left;
      Side.drive(() -> left.heard.released == 10, left, pair.right);
      assertThat(left.heard.closed).isFalse();
      assertThat(left.channel.counters().get(Counter.ZERO_COPY_REFUSED)).isEqualTo(1);
      assertThat(left.channel.counters().get(Counter.ZERO_COPY_SENDS)).isEqualTo(1);
      assertThat(left.channel.describe()).contains("EOPNOTSUPP").contains("plain SEND");
    }
  }

  @Test
  void aSlabThatCannotBeRegisteredIsSentPlainly() throws IOException {
    RingCalls kernel = new NoSlabRegistration();
    try (Pair pair = new Pair(Wiring.TCP, FORCED, kernel)) {
      pair.exchange(LENGTH, 1);
      assertThat(pair.left.channel.counters().get(Counter.ZERO_COPY_SENDS)).isZero();
      assertThat(pair.left.channel.describe())
          .contains("registering " + Side.SLAB_BYTES + " bytes: ENOMEM")
          .contains("ulimit -l");
    }
  }

  @Test
  void theBoundOfSendsInFlightHolds() throws IOException {
    ChannelOptions options = FORCED.withMaxInFlight(3);
    try (Pair pair = new Pair(Wiring.TCP, options, RingCalls.KERNEL)) {
      Side left = pair.left;
      for (int i = 0; i < 3; i++) {
        left.channel.send((long) i * LENGTH, LENGTH, i);
        int sent = i + 1;
        Side.drive(() -> left.heard.sent == sent, left);
        assertThat(left.channel.inFlight()).isLessThanOrEqualTo(3);
      }
      // Loopback delivers to the peer's queue; what nobody reads is not released.
      assertThat(left.channel.inFlight()).isEqualTo(3);
      assertThat(left.channel.canSend()).isFalse();

      pair.right.channel.receive(0, 3 * LENGTH);
      Side.drive(() -> left.heard.released == 3, left, pair.right);
      assertThat(left.channel.canSend()).isTrue();
    }
  }

  @Test
  void closingGetsBackWhatThePeerNeverReads() throws IOException {
    try (Pair pair = new Pair(Wiring.TCP, FORCED, RingCalls.KERNEL)) {
      Side left = pair.left;
      left.channel.send(0, LENGTH, 0);
      Side.drive(() -> left.heard.sent == 1, left);
      left.channel.send(0, 8 << 20, 1);
      left.channel.poll(left.heard);
      assertThat(left.channel.inFlight()).isEqualTo(2);

      left.close();
      assertThat(left.slab.segment().scope().isAlive()).isFalse();
    }
  }

  /** Two channels whose rings were made through one set of calls. */
  static final class Pair implements AutoCloseable {
    final Side left;
    final Side right;

    Pair(Wiring wiring, ChannelOptions options, RingCalls calls) throws IOException {
      Transport transport = Transport.choose(TransportChoice.IO_URING, calls);
      Connection[] ends = wiring.connect();
      left = Side.open(transport, ends[0], options);
      right = Side.open(transport, ends[1], options);
    }

    /** Moves one region from left to right, and checks it. */
    void exchange(int length, int round) {
      left.fill(0, length, round);
      right.channel.receive(0, length);
      left.channel.send(0, length, round);
      int received = right.heard.received + 1;
      int released = left.heard.released + 1;
      Side.drive(
          () -> right.heard.received == received && left.heard.released == released, left, right);
      right.assertFilled(0, length, round);
    }

    @Override
    public void close() {
      left.close();
      right.close();
    }
  }

  /** Registers the page of the probe, and nothing larger. */
  private static final class NoSlabRegistration implements RingCalls {
    private final RingCalls kernel = new FakeRingCalls();
    private int registrations;

    @Override
    public int setup(int entries, java.lang.foreign.MemorySegment params) {
      return kernel.setup(entries, params);
    }

    @Override
    public int enter(int fd, int toSubmit, int minComplete, int flags, long argument, long length) {
      return kernel.enter(fd, toSubmit, minComplete, flags, argument, length);
    }

    @Override
    public int register(int fd, int opcode, long argument, int count) {
      if (opcode == Linux.IORING_REGISTER_BUFFERS() && registrations++ > 0) {
        return -Linux.ENOMEM();
      }
      return kernel.register(fd, opcode, argument, count);
    }
  }
}
