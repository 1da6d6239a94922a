package org.baton.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.agrona.concurrent.UnsafeBuffer;
import org.baton.transport.Connection;
import org.baton.transport.TransportException;
import org.baton.transport.message.ChannelHello;
import org.baton.transport.message.ControlDecoder;
import org.baton.transport.message.Frames;
import org.baton.transport.message.Hello;
import org.baton.transport.message.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * The first frame of a connection that a stranger made: it says whether this is a migration's
 * control channel or one of its data channels. Bounded in length and time before anything is
 * believed, and received without waiting.
 */
final class FirstFrame {
  private final Connection connection;
  private final long deadlineNanos;
  private final ControlDecoder decoder = new ControlDecoder();

  private MemorySegment memory = memory(Frames.HEADER_BYTES);
  private UnsafeBuffer frame = new UnsafeBuffer(memory.asByteBuffer());
  private int received;
  private @Nullable Hello hello;
  private @Nullable ChannelHello channelHello;

  /**
   * Creates one of which nothing has been received. The connection stays the caller's.
   *
   * @param patienceNanos how long it may take to come
   */
  FirstFrame(Connection connection, long patienceNanos) {
    this.connection = connection;
    this.deadlineNanos = System.nanoTime() + patienceNanos;
  }

  /** Where it comes from. */
  Connection connection() {
    return connection;
  }

  /** The frame of a control channel; null before it is complete, and if it is another one. */
  @Nullable Hello hello() {
    return hello;
  }

  /** The frame of a data channel; null before it is complete, and if it is another one. */
  @Nullable ChannelHello channelHello() {
    return channelHello;
  }

  /**
   * Receives what has come.
   *
   * @return whether the frame is complete
   * @throws TransportException if it does not come, or not in time
   * @throws ProtocolException if it is none of Baton's
   */
  boolean receive() throws TransportException, ProtocolException {
    if (!fill()) {
      return false;
    }
    if (memory.byteSize() == Frames.HEADER_BYTES) {
      int body = decoder.bodyBytes(frame, 0);
      MemorySegment whole = memory(Frames.HEADER_BYTES + body);
      whole.copyFrom(memory);
      memory = whole;
      frame = new UnsafeBuffer(memory.asByteBuffer());
      if (!fill()) {
        return false;
      }
    }
    if (ChannelHello.isNext(frame, 0)) {
      channelHello = ChannelHello.decode(frame, 0);
    } else {
      hello = decoder.decodeHello(frame);
    }
    return true;
  }

  private boolean fill() throws TransportException {
    int length = (int) memory.byteSize();
    while (received < length) {
      int got = connection.receiveNow(memory, received, length - received);
      if (got == Connection.END) {
        throw new TransportException("it was closed after " + received + " bytes");
      }
      if (got == 0) {
        if (System.nanoTime() - deadlineNanos >= 0) {
          throw new TransportException("it said too little in time: " + received + " bytes");
        }
        return false;
      }
      received += got;
    }
    return true;
  }

  /** Of automatic lifetime: strangers come and go. */
  private static MemorySegment memory(int bytes) {
    return Arena.ofAuto().allocate(bytes, Long.BYTES);
  }
}
