package org.baton.transport;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.FutureTask;
import org.baton.transport.uring.RingCalls;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A channel whose owner died is closed by another thread, and nothing writes to its slab later. */
final class OrphanedChannelTest {
  private static final int LENGTH = 1 << 20;

  @ParameterizedTest
  @EnumSource(
      value = TransportChoice.class,
      names = {"IO_URING", "SOCKETS"})
  void anotherThreadClosesIt(TransportChoice choice) throws Exception {
    Transport transport = Transport.choose(choice, RingCalls.KERNEL);
    Connection[] ends = Wiring.UNIX.connect();
    try (Slab slab = Slab.map(2L * LENGTH);
        Connection peer = ends[1]) {
      Channel channel = transport.channel(ends[0], slab, ChannelOptions.defaults());
      FutureTask<Integer> owner =
          new FutureTask<>(
              () -> {
                channel.open();
                channel.receive(0, LENGTH);
                channel.send(LENGTH, LENGTH, 0);
                channel.poll(new Recorder());
                return channel.inFlight();
              });
      Thread thread = new Thread(owner, "owner");
      thread.start();
      thread.join();
      assertThat(owner.get()).isEqualTo(2);

      try (Arena arena = Arena.ofConfined()) {
        MemorySegment bytes = arena.allocate(4096).fill((byte) 7);
        peer.sendFully(bytes, 0, 4096, 1_000_000_000L);
        channel.close();
      }
      byte before = slab.segment().get(JAVA_BYTE, 0);
      Thread.sleep(50); // Whatever the kernel still had would come now.
      assertThat(slab.segment().get(JAVA_BYTE, 0)).isEqualTo(before);
      assertThat(slab.segment().get(JAVA_BYTE, 4096)).isZero();
    }
  }
}
