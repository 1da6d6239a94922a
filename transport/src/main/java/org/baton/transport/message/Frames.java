package org.baton.transport.message;

import org.agrona.DirectBuffer;
import org.baton.transport.wire.HelloDecoder;
import org.baton.transport.wire.MessageHeaderDecoder;

/**
 * The first 16 bytes of every frame.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                     magic  "BATN"                             |
 *  +---------------------------------------------------------------+
 *  |                     frameLength (bytes behind this header)    |
 *  +-------------------------------+-------------------------------+
 *  |        blockLength            |          templateId           |
 *  +-------------------------------+-------------------------------+
 *  |        schemaId               |          version              |
 *  +-------------------------------+-------------------------------+
 * </pre>
 */
public final class Frames {
  /** Bytes of a frame's header. */
  public static final int HEADER_BYTES = MessageHeaderDecoder.ENCODED_LENGTH;

  private Frames() {}

  /**
   * Checks a header and returns the length of what follows.
   *
   * @param header wrapped over 16 received bytes
   * @param maxBytes how long the rest of the frame may be
   * @return bytes behind the header, 0 to {@code maxBytes}
   * @throws ProtocolException if this is no frame of Baton, or too long
   */
  static int checkedLength(MessageHeaderDecoder header, int maxBytes) throws ProtocolException {
    if ((int) header.magic() != Limits.MAGIC) {
      throw new ProtocolException(
          String.format(
              "these are not Baton's bytes: a frame must begin with %08x, not %08x",
              Limits.MAGIC, header.magic()));
    }
    if (header.schemaId() != HelloDecoder.SCHEMA_ID) {
      throw new ProtocolException("unknown schema " + header.schemaId());
    }
    long length = header.frameLength();
    if (length > maxBytes || length < header.blockLength()) {
      throw new ProtocolException(
          "message "
              + header.templateId()
              + " says it has "
              + length
              + " bytes; "
              + header.blockLength()
              + " to "
              + maxBytes
              + " are allowed");
    }
    return (int) length;
  }

  /** Refuses a message whose fixed part is shorter than this version's. */
  static void checkBlock(int templateId, int blockLength, int expected, DirectBuffer buffer)
      throws ProtocolException {
    if (blockLength < expected || buffer.capacity() < blockLength) {
      throw new ProtocolException(
          "message " + templateId + " has a block of " + blockLength + " bytes, not " + expected);
    }
  }
}
