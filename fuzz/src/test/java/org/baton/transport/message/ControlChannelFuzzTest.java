package org.baton.transport.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.baton.bindings.sys.MappedMemory;
import org.baton.bindings.sys.PageKind;
import org.baton.transport.ByteStream;
import org.baton.transport.Slab;
import org.baton.transport.TransportException;
import org.junit.jupiter.params.provider.MethodSource;

class ControlChannelFuzzTest {
  /** A stream ends; its first mistake is said once, and nothing behind it is handed on. */
  @MethodSource("org.baton.transport.message.Seeds#controlStreams")
  @FuzzTest(maxDuration = "1m")
  void aStreamIsHeardUntilItsFirstMistake(byte[] bytes) throws TransportException {
    try (Slab slab = Slab.adopt(MappedMemory.anonymous(ControlChannel.SLAB_BYTES, PageKind.BASE))) {
      ByteStream stream = new ByteStream(slab, bytes);
      ControlChannel channel = new ControlChannel(stream, slab);
      FrameList heard = new FrameList();
      channel.open(new ControlEncoder(heard));
      int mistakes = 0;
      int heardBefore = 0;
      // Each round receives a header or a body, and the last one the end.
      for (int round = 0; round < bytes.length + 2 && !channel.isClosed(); round++) {
        try {
          channel.poll();
        } catch (ProtocolException e) {
          assertThat(e).message().isNotEmpty();
          mistakes++;
          heardBefore = heard.bytes().length;
        }
      }
      assertThat(channel.isClosed()).isTrue();
      assertThat(mistakes).isLessThanOrEqualTo(1);
      if (mistakes > 0) {
        assertThat(heard.bytes()).hasSize(heardBefore);
      }
    }
  }
}
