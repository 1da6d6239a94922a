package org.baton.transport;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/** One end of a connection under test, driven by the test's thread. */
final class Side implements AutoCloseable {
  static final long SLAB_BYTES = 16L << 20;

  private static final long PATIENCE_NANOS = 20_000_000_000L;
  private static final long NAP_NANOS = 1_000_000;

  final Channel channel;
  final Slab slab;
  final Recorder heard = new Recorder();

  Side(Channel channel, Slab slab) {
    this.channel = channel;
    this.slab = slab;
  }

  /** Makes a channel of a connection, for the calling thread. */
  static Side open(Transport transport, Connection connection, ChannelOptions options)
      throws IOException {
    Slab slab = Slab.map(SLAB_BYTES);
    Channel channel = transport.channel(connection, slab, options);
    channel.open();
    return new Side(channel, slab);
  }

  /** Polls both sides until something has happened. */
  static void drive(BooleanSupplier until, Side... sides) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!until.getAsBoolean()) {
      int work = 0;
      for (Side side : sides) {
        work += side.channel.poll(side.heard);
      }
      if (work == 0 && !until.getAsBoolean()) {
        sides[sides.length - 1].channel.await(NAP_NANOS);
      }
      assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
    }
  }

  /** Fills a region with bytes that tell their place and a seed. */
  void fill(long offset, int length, int seed) {
    for (int i = 0; i < length; i++) {
      slab.segment().set(JAVA_BYTE, offset + i, pattern(i, seed));
    }
  }

  /** Checks a region that another side filled. */
  void assertFilled(long offset, int length, int seed) {
    for (int i = 0; i < length; i++) {
      if (slab.segment().get(JAVA_BYTE, offset + i) != pattern(i, seed)) {
        assertThat(slab.segment().get(JAVA_BYTE, offset + i))
            .as("byte %d of %d", i, length)
            .isEqualTo(pattern(i, seed));
      }
    }
  }

  @Override
  public void close() {
    channel.close();
    slab.close();
  }

  private static byte pattern(int index, int seed) {
    return (byte) (index * 31 + (index >>> 8) * 17 + seed);
  }
}
