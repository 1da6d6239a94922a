package org.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntSupplier;
import org.baton.bindings.linux.Linux;
import org.baton.transport.ChannelCounters.Counter;
import org.baton.transport.uring.FakeRingCalls;
import org.baton.transport.uring.RingCalls;
import org.baton.transport.uring.SetupFlag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Channels on kernels that lack something, or that fail on the way. */
final class DegradedRingTest {
  private static final ChannelOptions ZERO_COPY =
      ChannelOptions.defaults().withZeroCopyThresholdBytes(100_000);

  /** What older or stricter kernels do not have. */
  enum Lack {
    SUBMIT_ALL,
    SINGLE_ISSUER,
    DEFER_TASKRUN,
    TASKRUN_FLAG,
    NO_SQARRAY,
    ALL_FLAGS,
    TIMED_WAIT,
    REGISTERED_FD,
    BUFFERS;

    FakeRingCalls calls() {
      FakeRingCalls calls = new FakeRingCalls();
      return switch (this) {
        case ALL_FLAGS -> {
          Arrays.stream(SetupFlag.values()).forEach(calls::refuseFlag);
          yield calls;
        }
        case TIMED_WAIT -> calls.hideFeature(Linux.IORING_FEAT_EXT_ARG());
        case REGISTERED_FD ->
            calls.refuseRegistration(Linux.IORING_REGISTER_RING_FDS(), Linux.EBUSY());
        case BUFFERS -> calls.refuseRegistration(Linux.IORING_REGISTER_BUFFERS(), Linux.ENOMEM());
        default -> calls.refuseFlag(SetupFlag.valueOf(name()));
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Lack.class)
  void dataMovesWithoutIt(Lack lack) throws IOException {
    try (Pair pair = new Pair(Wiring.TCP, ZERO_COPY, lack.calls())) {
      for (int i = 1; i <= 50; i++) {
        pair.exchange(i * 4000, i);
      }
      assertThat(pair.left.heard.released).isEqualTo(50);
    }
  }

  @ParameterizedTest
  @EnumSource(Lack.class)
  void waitsEndWithoutIt(Lack lack) throws IOException, InterruptedException {
    try (Pair pair = new Pair(Wiring.UNIX, ZERO_COPY, lack.calls())) {
      Side left = pair.left;
      left.channel.receive(0, 10);
      left.channel.await(2_000_000);
      assertThat(left.channel.poll(left.heard)).isZero();

      Thread other = new Thread(() -> left.channel.shutdown(), "other");
      other.start();
      while (!left.heard.closed) {
        left.channel.await(WakeContract.HOUR_NANOS);
        left.channel.poll(left.heard);
      }
      other.join();
      assertThat(left.heard.cause).hasMessageContaining("was shut down on this side");
    }
  }

  @Test
  void aRegionAcrossTwoRegisteredPiecesIsCopied() throws IOException {
    // The probe and the channels agree on pieces of 1 GiB; a slab beyond that has a seam.
    long seam = 1L << 30;
    Transport transport = Transport.choose(TransportChoice.IO_URING);
    Connection[] ends = Wiring.TCP.connect();
    try (Slab slab = Slab.map(seam + (1 << 20));
        Channel channel = transport.channel(ends[0], slab, ZERO_COPY);
        Side right = Side.open(transport, ends[1], ZERO_COPY)) {
      channel.open();
      Recorder heard = new Recorder();
      int length = 200_000;
      for (long offset : new long[] {seam - length, seam - 100_000, seam}) {
        right.channel.receive(0, length);
        channel.send(offset, length, offset);
        int round = right.heard.received + 1;
        while (right.heard.received < round || heard.released < round) {
          channel.poll(heard);
          right.channel.poll(right.heard);
        }
      }
      assertThat(channel.counters().get(Counter.ZERO_COPY_SENDS)).isEqualTo(2);
      assertThat(heard.closed).isFalse();
    }
  }

  @Test
  void aRingThatFailsEndsTheChannelWithTheError() throws IOException {
    FakeRingCalls calls = new FakeRingCalls();
    try (Pair pair = new Pair(Wiring.TCP, ZERO_COPY, calls)) {
      Side left = pair.left;
      left.channel.receive(0, 10);
      calls.enterErrno = Linux.EBADFD();
      Side.drive(() -> left.heard.closed, left);
      assertThat(left.heard.cause)
          .hasMessageContaining("io_uring_enter")
          .hasMessageContaining("EBADFD");

      // The kernel may have the region: the slab must outlive the attempt.
      assertThat(left.channel.inFlight()).isEqualTo(1);
      assertThatThrownBy(left.channel::close)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("1 regions");
      assertThatThrownBy(left.slab::close).isInstanceOf(IllegalStateException.class);
      calls.enterErrno = 0;
    }
  }

  @Test
  void interruptedCallsAreRepeated() throws IOException {
    FakeRingCalls calls = new FakeRingCalls();
    try (Pair pair = new Pair(Wiring.TCP, ZERO_COPY, calls)) {
      pair.right.channel.receive(0, 10);
      pair.left.channel.send(0, 10, 0);
      calls.enterErrno = Linux.EINTR();
      pair.left.channel.poll(pair.left.heard);
      pair.right.channel.await(1_000_000);
      calls.enterErrno = 0;
      Side.drive(() -> pair.right.heard.received == 1, pair.left, pair.right);
      assertThat(pair.left.heard.events).containsExactly("sent 0", "released 0");
    }
  }

  @Test
  void anOverflowingCompletionQueueIsAnError() throws IOException {
    RingCalls tiny = new FakeRingCalls().shrinkCompletions(4);
    ChannelOptions options = ChannelOptions.defaults().withZeroCopyThresholdBytes(1);
    try (Pair pair = new Pair(Wiring.TCP, options, tiny)) {
      Side left = pair.left;
      Side right = pair.right;
      // Many sends wait for their release; then all are acknowledged before the owner looks.
      for (int rounds = 0; rounds < 1000 && !left.heard.closed; rounds++) {
        repeat(
            () -> {
              if (left.channel.canSend()) {
                left.channel.send(0, 10_000, 0);
              }
              return left.channel.poll(left.heard);
            });
        repeat(
            () -> {
              if (right.channel.canReceive()) {
                right.channel.receive(0, 10_000);
              }
              return right.channel.poll(right.heard);
            });
      }
      assertThat(left.heard.cause)
          .hasMessageContaining("the completion queue")
          .hasMessageContaining("overflowed");
    }
  }

  /** Goes on until it has brought nothing for a while. */
  private static void repeat(IntSupplier work) {
    int idle = 0;
    while (idle < 200) {
      idle = work.getAsInt() > 0 ? 0 : idle + 1;
    }
  }

  @Test
  void aRefusedRingIsAnErrorOfOpen() throws IOException {
    FakeRingCalls calls = new FakeRingCalls();
    Transport transport = Transport.choose(TransportChoice.IO_URING, calls);
    Connection[] ends = Connection.pair();
    long openFiles = OpenFiles.count();
    calls.refuseSetup(Linux.EMFILE());
    try (Slab slab = Slab.map(4096);
        Channel channel = transport.channel(ends[0], slab, ChannelOptions.defaults())) {
      assertThatThrownBy(channel::open)
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("EMFILE")
          .hasMessageContaining("ulimit -n");
    }
    ends[1].close();
    assertThat(OpenFiles.count()).isEqualTo(openFiles - 2);
  }
}
