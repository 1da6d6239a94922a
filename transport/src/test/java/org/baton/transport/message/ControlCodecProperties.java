package org.baton.transport.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;

/** What was said is what is heard, and nothing but a message is taken for one. */
class ControlCodecProperties {
  @Provide
  Arbitrary<Consumer<ControlMessages>> messages() {
    return ArbitraryMessages.any();
  }

  @Property
  void whatIsSaidIsHeard(@ForAll("messages") Consumer<ControlMessages> message)
      throws ProtocolException {
    HeardMessages said = new HeardMessages();
    message.accept(said);

    assertThat(FrameList.decode(FrameList.encode(message))).isEqualTo(said.heard);
  }

  @Property
  void anyBytesAreAMessageOrRefused(@ForAll @Size(min = 16, max = 300) byte[] bytes) {
    UnsafeBuffer frame = new UnsafeBuffer(bytes);
    assertMessageOrRefused(frame);
    // Most bytes fail at the magic: make it, the schema and the template right.
    frame.putInt(0, Limits.MAGIC);
    frame.putInt(4, bytes.length - Frames.HEADER_BYTES);
    frame.putShort(10, (short) Math.floorMod(frame.getShort(10), 15));
    frame.putShort(12, (short) 47);
    assertMessageOrRefused(frame);
    frame.putShort(8, (short) Math.floorMod(frame.getShort(8), bytes.length));
    assertMessageOrRefused(frame);
  }

  @Property
  void aChangedByteIsAnotherMessageOrRefused(
      @ForAll("messages") Consumer<ControlMessages> message,
      @ForAll @IntRange(max = 100_000) int place,
      @ForAll byte value) {
    UnsafeBuffer frame = FrameList.encode(message);
    frame.putByte(place % frame.capacity(), value);
    assertMessageOrRefused(frame);
  }

  @Property
  void aMessageThatIsCutShortIsRefused(
      @ForAll("messages") Consumer<ControlMessages> message,
      @ForAll @IntRange(max = 100_000) int place)
      throws ProtocolException {
    UnsafeBuffer whole = FrameList.encode(message);
    int length = Frames.HEADER_BYTES + place % Math.max(1, whole.capacity() - Frames.HEADER_BYTES);
    if (length == whole.capacity()) {
      return; // It has no body to cut.
    }
    byte[] bytes = new byte[length];
    whole.getBytes(0, bytes);
    UnsafeBuffer cut = new UnsafeBuffer(bytes);
    cut.putInt(4, length - Frames.HEADER_BYTES);
    HeardMessages messages = new HeardMessages();
    try {
      new ControlDecoder().decode(cut, messages);
    } catch (ProtocolException e) {
      assertThat(messages.heard).isEmpty();
      return;
    }
    assertThat(messages.heard).as("heard of a message that was cut").isEmpty();
  }

  private static void assertMessageOrRefused(UnsafeBuffer frame) {
    HeardMessages messages = new HeardMessages();
    try {
      new ControlDecoder().decode(frame, messages);
      assertThat(messages.heard).hasSize(1);
    } catch (ProtocolException e) {
      assertThat(e).message().isNotEmpty();
      assertThat(messages.heard).isEmpty();
    }
  }
}
