package org.baton.transport.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.provider.MethodSource;

class FirstFrameFuzzTest {
  /** What a stranger says first is read in the order in which a listener reads it. */
  @MethodSource("org.baton.transport.message.Seeds#firstFrames")
  @FuzzTest(maxDuration = "1m")
  void aStrangerPresentsItselfOrIsRefused(byte[] bytes) {
    if (bytes.length < Frames.HEADER_BYTES) {
      return; // A listener waits for more.
    }
    UnsafeBuffer frame = new UnsafeBuffer(bytes);
    ControlDecoder decoder = new ControlDecoder();
    try {
      int body = decoder.bodyBytes(frame, 0);
      assertThat(body).isBetween(0, Limits.MAX_CONTROL_BYTES);
      if (bytes.length - Frames.HEADER_BYTES < body) {
        return;
      }
      frame.wrap(bytes, 0, Frames.HEADER_BYTES + body);
      if (ChannelHello.isNext(frame, 0)) {
        assertThat(ChannelHello.decode(frame, 0).channel()).isBetween(0, 0xffff);
      } else {
        Hello hello = decoder.decodeHello(frame);
        if (hello.isOfOtherVersions()) {
          return;
        }
        assertThat(hello.windowChunks()).isBetween(1, Limits.MAX_WINDOW_CHUNKS);
        assertThat(hello.chunkBytes()).isBetween(1, Limits.MAX_CHUNK_BYTES);
        assertThat(hello.participants()).hasSizeLessThanOrEqualTo(Limits.MAX_PARTICIPANTS);
      }
    } catch (ProtocolException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
