package org.baton.transport.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;

/** What a data channel carries: the hello, and headers of chunks. */
class DataFrameProperties {
  private static final int MAX_PAYLOAD = 1 << 20;

  @Property
  void aChannelHelloArrives(
      @ForAll long high, @ForAll long low, @ForAll @IntRange(max = 63) int channel)
      throws ProtocolException {
    ChannelHello hello = new ChannelHello(new SessionId(high, low), channel);
    UnsafeBuffer frame = new UnsafeBuffer(new byte[7 + ChannelHello.FRAME_BYTES]);
    hello.encode(frame, 7);

    assertThat(ChannelHello.isNext(frame, 7)).isTrue();
    assertThat(ChannelHello.decode(frame, 7)).isEqualTo(hello);
  }

  @Property
  void anyBytesAreAChannelHelloOrRefused(
      @ForAll @Size(ChannelHello.FRAME_BYTES) byte[] bytes, @ForAll boolean plausible) {
    UnsafeBuffer frame = new UnsafeBuffer(bytes);
    if (plausible) {
      frame.putInt(0, Limits.MAGIC);
      frame.putInt(4, Math.floorMod(frame.getInt(4), 20));
      frame.putShort(10, (short) 2);
      frame.putShort(12, (short) 47);
    }
    try {
      assertThat(ChannelHello.decode(frame, 0).channel()).isBetween(0, 65_535);
      assertThat(ChannelHello.isNext(frame, 0)).isTrue();
    } catch (ProtocolException e) {
      assertThat(e).message().isNotEmpty();
    }
  }

  @Property
  void aChunkHeaderArrives(
      @ForAll @IntRange(max = 1_023) int participant,
      @ForAll @LongRange(max = Long.MAX_VALUE) long sequence,
      @ForAll @IntRange(min = 1, max = MAX_PAYLOAD) int bytes,
      @ForAll ChunkKind kind)
      throws ProtocolException {
    try (Arena arena = Arena.ofConfined()) {
      long address = arena.allocate(ChunkHeader.BYTES, Long.BYTES).address();
      int length = kind == ChunkKind.TAG ? ChunkHeader.TAG_BYTES : bytes;
      new ChunkHeader().wrap(address).encode(participant, sequence, length, kind);
      ChunkHeader received = new ChunkHeader().wrap(address);
      received.check(length);

      assertThat(received.participant()).isEqualTo(participant);
      assertThat(received.sequence()).isEqualTo(sequence);
      assertThat(received.payloadLength()).isEqualTo(length);
      assertThat(received.kind()).isEqualTo(kind);
      if (length > 1) {
        assertThatThrownBy(() -> received.check(length - 1)).isInstanceOf(ProtocolException.class);
      }
    }
  }

  @Property
  void aTagThatIsNoneIsRefused(@ForAll @IntRange(min = 1, max = 64) int length) {
    Assume.that(length != ChunkHeader.TAG_BYTES);
    try (Arena arena = Arena.ofConfined()) {
      long address = arena.allocate(ChunkHeader.BYTES, Long.BYTES).address();
      ChunkHeader header = new ChunkHeader().wrap(address);
      header.encode(0, 0, length, ChunkKind.TAG);

      assertThatThrownBy(() -> header.check(64))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("a tag of");
    }
  }

  @Property
  void anyBytesAreAChunkThatFitsOrRefused(
      @ForAll @Size(ChunkHeader.BYTES) byte[] bytes, @ForAll boolean plausible) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(ChunkHeader.BYTES, Long.BYTES);
      memory.copyFrom(MemorySegment.ofArray(bytes));
      if (plausible) {
        UnsafeBuffer frame = new UnsafeBuffer(memory.address(), ChunkHeader.BYTES);
        new ChunkHeader().wrap(memory.address()).encode(0, 0, 1, ChunkKind.PRECOPY);
        frame.putBytes(4, bytes, 4, 4);
        frame.putBytes(24, bytes, 24, 8);
      }
      ChunkHeader header = new ChunkHeader().wrap(memory.address());
      header.check(MAX_PAYLOAD);
      assertThat(header.payloadLength()).isBetween(1, MAX_PAYLOAD);
      assertThat(header.participant()).isBetween(0, 65_535);
    } catch (ProtocolException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
