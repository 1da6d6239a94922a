package org.baton.transport.message;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.baton.transport.wire.ChannelHelloDecoder;
import org.baton.transport.wire.ChannelHelloEncoder;
import org.baton.transport.wire.MessageHeaderDecoder;
import org.baton.transport.wire.MessageHeaderEncoder;

/**
 * The first message of a data channel: which migration it belongs to, and which channel it is.
 *
 * @param sessionId of the migration
 * @param channel 0 to channels - 1
 */
public record ChannelHello(SessionId sessionId, int channel) {
  /** Bytes of the whole frame. */
  public static final int FRAME_BYTES = Frames.HEADER_BYTES + ChannelHelloEncoder.BLOCK_LENGTH;

  /** Writes the whole frame, {@link #FRAME_BYTES} bytes. */
  public void encode(MutableDirectBuffer buffer, int offset) {
    MessageHeaderEncoder header = new MessageHeaderEncoder();
    new ChannelHelloEncoder()
        .wrapAndApplyHeader(buffer, offset, header)
        .sessionHigh(sessionId.high())
        .sessionLow(sessionId.low())
        .channel(channel);
    header.magic(Limits.MAGIC).frameLength(ChannelHelloEncoder.BLOCK_LENGTH);
  }

  /** Whether the header at {@code offset} announces this message and not another one. */
  public static boolean isNext(DirectBuffer buffer, int offset) throws ProtocolException {
    MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
    Frames.checkedLength(header, Limits.MAX_CONTROL_BYTES);
    return header.templateId() == ChannelHelloDecoder.TEMPLATE_ID;
  }

  /**
   * Reads the whole frame.
   *
   * @throws ProtocolException if it is another message
   */
  public static ChannelHello decode(DirectBuffer buffer, int offset) throws ProtocolException {
    MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
    int length = Frames.checkedLength(header, ChannelHelloDecoder.BLOCK_LENGTH);
    if (header.templateId() != ChannelHelloDecoder.TEMPLATE_ID
        || length != ChannelHelloDecoder.BLOCK_LENGTH) {
      throw new ProtocolException(
          "a data channel must begin with a ChannelHello, not with message " + header.templateId());
    }
    ChannelHelloDecoder hello =
        new ChannelHelloDecoder().wrapAndApplyHeader(buffer, offset, header);
    return new ChannelHello(
        new SessionId(hello.sessionHigh(), hello.sessionLow()), hello.channel());
  }
}
