package org.baton.bench.aeron;

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a log buffer as a ByteBuffer, for a FileChannel. The log is mapped in one or three
 * pieces, and the view of the last is kept.
 */
final class AeronView {
  private @Nullable ByteBuffer mapped;
  private ByteBuffer view = ByteBuffer.allocateDirect(0);

  /** The piece; valid until the next call. */
  @SuppressWarnings("ReferenceEquality") // Two buffers with the same bytes are not one.
  ByteBuffer of(DirectBuffer buffer, int offset, int length) {
    ByteBuffer whole = buffer.byteBuffer();
    if (whole != mapped) {
      mapped = whole;
      view = whole.duplicate();
    }
    int at = buffer.wrapAdjustment() + offset;
    return view.limit(at + length).position(at);
  }
}
