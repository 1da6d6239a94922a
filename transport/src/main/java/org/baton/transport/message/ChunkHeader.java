package org.baton.transport.message;

import org.agrona.concurrent.UnsafeBuffer;
import org.baton.transport.wire.ChunkDecoder;
import org.baton.transport.wire.ChunkEncoder;
import org.baton.transport.wire.ChunkFlagsDecoder;
import org.baton.transport.wire.MessageHeaderDecoder;
import org.baton.transport.wire.MessageHeaderEncoder;

/**
 * The 32 bytes in front of a chunk's payload. A flyweight: owned by one thread, moved from chunk to
 * chunk, allocates nothing.
 */
public final class ChunkHeader {
  /** Bytes of the header. The payload follows at once. */
  public static final int BYTES = Frames.HEADER_BYTES + ChunkEncoder.BLOCK_LENGTH;

  /** Bytes of a tag's payload: its generation. */
  public static final int TAG_BYTES = Integer.BYTES;

  private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
  private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
  private final ChunkEncoder encoder = new ChunkEncoder();
  private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
  private final ChunkDecoder decoder = new ChunkDecoder();

  /** Creates a flyweight that lies nowhere yet. */
  public ChunkHeader() {}

  /**
   * Lays the flyweight over native memory.
   *
   * @param address of {@link #BYTES} bytes that stay mapped while it lies there
   */
  public ChunkHeader wrap(long address) {
    buffer.wrap(address, BYTES);
    return this;
  }

  /** Writes all fields. */
  public void encode(int participant, long sequence, int payloadLength, ChunkKind kind) {
    encoder
        .wrapAndApplyHeader(buffer, 0, headerEncoder)
        .sequence(sequence)
        .payloadLength(payloadLength)
        .participant(participant)
        .flags()
        .clear()
        .stopCopy(kind == ChunkKind.STOP_COPY)
        .initDataSent(kind == ChunkKind.TAG);
    headerEncoder.magic(Limits.MAGIC).frameLength(ChunkEncoder.BLOCK_LENGTH + (long) payloadLength);
  }

  /**
   * Checks everything that can be checked without knowing the migration. Must come before the
   * getters after each receive.
   *
   * @param maxPayloadBytes the longest payload that was granted
   * @throws ProtocolException if this is no chunk, or too long
   */
  public void check(int maxPayloadBytes) throws ProtocolException {
    headerDecoder.wrap(buffer, 0);
    int length = Frames.checkedLength(headerDecoder, ChunkEncoder.BLOCK_LENGTH + maxPayloadBytes);
    if (headerDecoder.templateId() != ChunkDecoder.TEMPLATE_ID
        || headerDecoder.blockLength() != ChunkDecoder.BLOCK_LENGTH) {
      throw new ProtocolException(
          "message " + headerDecoder.templateId() + " does not belong on a data channel");
    }
    decoder.wrapAndApplyHeader(buffer, 0, headerDecoder);
    long payload = decoder.payloadLength();
    if (payload < 1 || payload != length - ChunkDecoder.BLOCK_LENGTH) {
      throw new ProtocolException(
          "a chunk of " + payload + " bytes in a frame of " + length + " bytes");
    }
    ChunkFlagsDecoder flags = decoder.flags();
    if (flags.initDataSent() && (payload != TAG_BYTES || flags.stopCopy())) {
      throw new ProtocolException("a tag of " + payload + " bytes, or one in stop-copy");
    }
  }

  /** Which participant's stream the payload belongs to. */
  public int participant() {
    return decoder.participant();
  }

  /** Place of the chunk in that stream: 0, 1, … */
  public long sequence() {
    return decoder.sequence();
  }

  /** Bytes of payload. */
  public int payloadLength() {
    return (int) decoder.payloadLength();
  }

  /** What the payload is. */
  public ChunkKind kind() {
    ChunkFlagsDecoder flags = decoder.flags();
    if (flags.initDataSent()) {
      return ChunkKind.TAG;
    }
    return flags.stopCopy() ? ChunkKind.STOP_COPY : ChunkKind.PRECOPY;
  }
}
