package org.baton.transport.message;

import java.io.ByteArrayOutputStream;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Takes the frames of an encoder, one behind the other. */
final class FrameList implements FrameSink {
  private final UnsafeBuffer buffer =
      new UnsafeBuffer(new byte[Frames.HEADER_BYTES + Limits.MAX_CONTROL_BYTES]);
  private final ByteArrayOutputStream frames = new ByteArrayOutputStream();

  @Override
  public int claim(int maxBytes) {
    return 0;
  }

  @Override
  public MutableDirectBuffer buffer() {
    return buffer;
  }

  @Override
  public void commit(int bytes) {
    frames.write(buffer.byteArray(), 0, bytes);
  }

  byte[] bytes() {
    return frames.toByteArray();
  }
}
