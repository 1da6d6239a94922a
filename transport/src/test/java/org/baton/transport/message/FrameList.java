package org.baton.transport.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Keeps each encoded frame. */
final class FrameList implements FrameSink {
  private static final int PADDING = 24;

  final List<UnsafeBuffer> frames = new ArrayList<>();
  private final UnsafeBuffer buffer =
      new UnsafeBuffer(new byte[PADDING + Frames.HEADER_BYTES + Limits.MAX_CONTROL_BYTES]);

  /** Encodes one message. */
  static UnsafeBuffer encode(Consumer<ControlMessages> message) {
    FrameList list = new FrameList();
    message.accept(new ControlEncoder(list));
    return list.frames.getFirst();
  }

  /** Decodes one frame as a receiver does: header first. */
  static List<String> decode(UnsafeBuffer frame) throws ProtocolException {
    HeardMessages messages = new HeardMessages();
    ControlDecoder decoder = new ControlDecoder();
    int body = decoder.bodyBytes(frame, 0);
    if (body != frame.capacity() - Frames.HEADER_BYTES) {
      throw new ProtocolException("a receiver would wait for " + body + " bytes");
    }
    decoder.decode(frame, messages);
    return messages.heard;
  }

  @Override
  public int claim(int maxBytes) {
    return PADDING;
  }

  @Override
  public MutableDirectBuffer buffer() {
    return buffer;
  }

  @Override
  public void commit(int bytes) {
    byte[] frame = new byte[bytes];
    buffer.getBytes(PADDING, frame);
    frames.add(new UnsafeBuffer(frame));
  }
}
