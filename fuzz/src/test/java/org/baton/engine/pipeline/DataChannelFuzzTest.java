package org.baton.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;
import org.baton.transport.message.ChunkHeader;
import org.baton.transport.message.ChunkKind;
import org.baton.transport.message.ProtocolException;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DataChannelFuzzTest {
  /** Chunks are loaded in their order or refused, and no slot is left behind. */
  @MethodSource("streams")
  @FuzzTest(maxDuration = "1m")
  void aStreamIsLoadedUntilItsFirstMistake(byte[] bytes) {
    FuzzedDestination destination = new FuzzedDestination(bytes);
    // Each round receives a header or a payload, and the last one the end.
    for (int round = 0; round < bytes.length + 2 && destination.closeCause() == null; round++) {
      destination.round();
    }
    destination.round();
    int slotsInUse = destination.close();

    IOException cause = destination.closeCause();
    assertThat(cause).isNotNull();
    if (!(cause instanceof ProtocolException)) {
      assertThat(cause).hasMessage("the source closed data channel 0");
    }
    assertThat(destination.failure()).isNull();
    assertThat(slotsInUse).isZero();
  }

  static Stream<Arguments> streams() {
    byte[] orderly =
        chunks(
            chunk(0, 0, ChunkKind.PRECOPY, 5),
            chunk(1, 0, ChunkKind.PRECOPY, 9),
            chunk(0, 1, ChunkKind.TAG, ChunkHeader.TAG_BYTES),
            chunk(0, 2, ChunkKind.STOP_COPY, 70));
    byte[] disorderly =
        chunks(
            chunk(0, 1, ChunkKind.PRECOPY, 5),
            chunk(0, 0, ChunkKind.PRECOPY, 5),
            chunk(0, 0, ChunkKind.PRECOPY, 5),
            chunk(7, 0, ChunkKind.STOP_COPY, 5));
    return Stream.of(Arguments.of(orderly), Arguments.of(disorderly));
  }

  private static byte[] chunk(int participant, long sequence, ChunkKind kind, int length) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(ChunkHeader.BYTES + (long) length, Long.BYTES);
      new ChunkHeader().wrap(memory.address()).encode(participant, sequence, length, kind);
      byte[] bytes = new byte[ChunkHeader.BYTES + length];
      memory.asByteBuffer().get(bytes);
      return bytes;
    }
  }

  private static byte[] chunks(byte[]... each) {
    int length = 0;
    for (byte[] chunk : each) {
      length += chunk.length;
    }
    byte[] all = new byte[length];
    int position = 0;
    for (byte[] chunk : each) {
      System.arraycopy(chunk, 0, all, position, chunk.length);
      position += chunk.length;
    }
    return all;
  }
}
