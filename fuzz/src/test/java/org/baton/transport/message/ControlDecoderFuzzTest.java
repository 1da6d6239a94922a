package org.baton.transport.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.provider.MethodSource;

class ControlDecoderFuzzTest {
  /** What is understood is said again in the same words; all else is the peer's mistake. */
  @MethodSource("org.baton.transport.message.Seeds#controlFrames")
  @FuzzTest(maxDuration = "1m")
  void aFrameIsUnderstoodOrRefused(byte[] bytes) throws ProtocolException {
    byte[] said;
    try {
      said = sayAgain(bytes);
    } catch (ProtocolException e) {
      assertThat(e).message().isNotEmpty();
      return;
    }
    assertThat(said).isNotEmpty();
    assertThat(sayAgain(said)).isEqualTo(said);
  }

  private static byte[] sayAgain(byte[] bytes) throws ProtocolException {
    FrameList list = new FrameList();
    new ControlDecoder().decode(new UnsafeBuffer(bytes), new ControlEncoder(list));
    return list.bytes();
  }
}
