package org.baton.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.baton.transport.Connection;
import org.baton.transport.TransportException;
import org.baton.transport.message.ControlEncoder;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.message.FrameSink;
import org.baton.transport.wire.FailCode;

/** A Fail on a connection that does not become a control channel. */
final class Refusal implements FrameSink {
  /** A fresh connection takes as much at once. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Arena arena;
  private MemorySegment memory = MemorySegment.NULL;
  private UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
  private int length;

  private Refusal(Arena arena) {
    this.arena = arena;
  }

  /** Tells the peer why, if it still listens. */
  static void send(Connection connection, FailCode code, String cause) {
    try (Arena arena = Arena.ofConfined()) {
      Refusal refusal = new Refusal(arena);
      new ControlEncoder(refusal).fail(code, ControlMessages.NO_PARTICIPANT, cause);
      connection.sendFully(refusal.memory, 0, refusal.length, PATIENCE_NANOS);
    } catch (TransportException e) {
      // Gone already, or not reading: it is dropped all the same, and the log says why.
      return;
    }
  }

  @Override
  public int claim(int maxBytes) {
    memory = arena.allocate(maxBytes, Long.BYTES);
    buffer = new UnsafeBuffer(memory.asByteBuffer());
    return 0;
  }

  @Override
  public MutableDirectBuffer buffer() {
    return buffer;
  }

  @Override
  public void commit(int bytes) {
    length = bytes;
  }
}
