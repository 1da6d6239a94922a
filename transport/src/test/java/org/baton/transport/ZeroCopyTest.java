package org.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
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
      int sends = 60;
      pair.right.channel.receive(0, sends * LENGTH);
      for (int i = 0; i < sends; i++) {
        Side.drive(left.channel::canSend, left, pair.right);
        left.channel.send((long) (i % 8) * LENGTH, LENGTH, i);
        int sent = i + 1;
        Side.drive(() -> left.heard.sent == sent, left, pair.right);
        assertThat(left.channel.inFlight()).isLessThanOrEqualTo(3);
        assertThat(left.channel.canSend()).isEqualTo(left.channel.inFlight() < 3);
      }
      Side.drive(() -> left.heard.released == sends, left, pair.right);
      assertThat(left.channel.inFlight()).isZero();
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
      assertThat(left.channel.inFlight()).isPositive();

      left.channel.close(left.heard);
      assertThat(left.heard.released).isEqualTo(2);
      left.close();
      assertThat(left.slab.segment().scope().isAlive()).isFalse();
    }
  }

  /** Registers the page of the probe, and nothing larger. */
  private static final class NoSlabRegistration implements RingCalls {
    private final RingCalls kernel = new FakeRingCalls();
    private int registrations;

    @Override
    public int setup(int entries, MemorySegment params) {
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
