package org.baton.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.baton.transport.message.ChannelHello;
import org.baton.transport.message.ControlEncoder;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.message.FrameSink;
import org.baton.transport.message.Frames;
import org.baton.transport.message.Hello;
import org.baton.transport.message.Limits;
import org.baton.transport.message.ParticipantEntry;
import org.baton.transport.message.SessionId;
import org.baton.transport.wire.ParticipantKind;

/** Frames as bytes, for peers that are not quite Baton. */
final class RawFrames {
  private RawFrames() {}

  /** One control message. */
  static byte[] of(Consumer<ControlMessages> message) {
    List<byte[]> frames = new ArrayList<>();
    UnsafeBuffer buffer =
        new UnsafeBuffer(new byte[Frames.HEADER_BYTES + Limits.MAX_CONTROL_BYTES]);
    message.accept(
        new ControlEncoder(
            new FrameSink() {
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
                byte[] frame = new byte[bytes];
                buffer.getBytes(0, frame);
                frames.add(frame);
              }
            }));
    return frames.getFirst();
  }

  /** A Hello that offers one device. */
  static byte[] hello(int minVersion, int maxVersion, String device) {
    return of(
        to ->
            to.hello(
                new Hello(
                    minVersion,
                    maxVersion,
                    1,
                    4,
                    MigrationPair.CHUNK_BYTES,
                    new SessionId(1, 2),
                    0,
                    List.of(new ParticipantEntry(device, ParticipantKind.VFIO_DEVICE, 3, 1_000)))));
  }

  /** The beginning of a data channel. */
  static byte[] channelHello(SessionId session, int channel) {
    byte[] frame = new byte[ChannelHello.FRAME_BYTES];
    new ChannelHello(session, channel).encode(new UnsafeBuffer(frame), 0);
    return frame;
  }
}
