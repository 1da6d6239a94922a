package org.baton.bench.ack;

import java.util.concurrent.TimeUnit;
import org.baton.transport.message.ChunkHeader;
import org.baton.transport.message.Frames;
import org.baton.transport.wire.SwitchoverAckEncoder;

/**
 * What is asked in a round, by all alike.
 *
 * @param count how often
 * @param everyMicros from one to the next, whatever became of those before
 */
record Requests(int count, int everyMicros) {
  /** A tag, as it crosses the data channel. */
  static final int TAG_BYTES = ChunkHeader.BYTES + ChunkHeader.TAG_BYTES;

  /** Its ack, as it crosses the control channel. */
  static final int ACK_BYTES = Frames.HEADER_BYTES + SwitchoverAckEncoder.BLOCK_LENGTH;

  /** From one to the next. */
  long everyNanos() {
    return TimeUnit.MICROSECONDS.toNanos(everyMicros);
  }

  /** How long a round takes at least. */
  long roundNanos() {
    return count * everyNanos();
  }
}
