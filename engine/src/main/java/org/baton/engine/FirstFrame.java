package org.baton.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.baton.transport.Connection;
import org.baton.transport.TransportException;
import org.baton.transport.message.ChannelHello;
import org.baton.transport.message.ControlDecoder;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.message.Frames;
import org.baton.transport.message.Limits;
import org.baton.transport.message.ProtocolException;

/**
 * The first frame of a connection that a stranger made: it says whether this is a migration's
 * control channel or one of its data channels. Bounded in length and time before anything is
 * believed.
 */
final class FirstFrame {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Connection connection;
  private final UnsafeBuffer frame;

  private FirstFrame(Connection connection, UnsafeBuffer frame) {
    this.connection = connection;
    this.frame = frame;
  }

  /**
   * Receives the frame.
   *
   * @throws TransportException if it does not come
   * @throws ProtocolException if it is none of Baton's
   */
  static FirstFrame receive(Connection connection) throws TransportException, ProtocolException {
    // Of automatic lifetime: a Hello is decoded later, on another thread.
    MemorySegment memory =
        Arena.ofAuto().allocate(Frames.HEADER_BYTES + Limits.MAX_CONTROL_BYTES, Long.BYTES);
    UnsafeBuffer buffer = new UnsafeBuffer(memory.asByteBuffer());
    receive(connection, memory, 0, Frames.HEADER_BYTES);
    int body = new ControlDecoder().bodyBytes(buffer, 0);
    if (body > 0) {
      receive(connection, memory, Frames.HEADER_BYTES, body);
    }
    buffer.wrap(memory.asByteBuffer(), 0, Frames.HEADER_BYTES + body);
    return new FirstFrame(connection, buffer);
  }

  private static void receive(Connection connection, MemorySegment memory, long offset, int length)
      throws TransportException {
    if (!connection.receiveFully(memory, offset, length, PATIENCE_NANOS)) {
      throw new TransportException("it was closed before it said anything");
    }
  }

  /** Where it came from. */
  Connection connection() {
    return connection;
  }

  /** Whether a data channel begins with it. */
  boolean isChannelHello() throws ProtocolException {
    return ChannelHello.isNext(frame, 0);
  }

  /** The frame of a data channel. */
  ChannelHello channelHello() throws ProtocolException {
    return ChannelHello.decode(frame, 0);
  }

  /** Hands the message of a control channel to a conductor. */
  void decode(ControlMessages messages) throws ProtocolException {
    new ControlDecoder().decode(frame, messages);
  }
}
