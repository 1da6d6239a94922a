package org.baton.transport.message;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.baton.transport.wire.FailCode;
import org.baton.transport.wire.ParticipantKind;
import org.junit.jupiter.params.provider.Arguments;

/** One of each frame, from which a fuzzer makes others. */
final class Seeds {
  private static final List<Consumer<ControlMessages>> MESSAGES =
      List.of(
          to -> to.hello(offer()),
          to -> to.welcome(1, 16, 1 << 20, Capabilities.SWITCHOVER_ACK),
          ControlMessages::resuming,
          to -> to.credit(1, 3, 12_000, 5),
          to -> to.switchoverAck(1, 2),
          to -> to.switchoverAck(ControlMessages.NO_PARTICIPANT, 1),
          to -> to.streamEnd(1, 3, 12_000, 0xcafe),
          to -> to.loaded(1, 12_000, 0xcafe, 5),
          ControlMessages::ready,
          to -> to.commit(true),
          to -> to.running(7),
          to -> to.fail(FailCode.DEVICE, 1, "EIO, für alle"),
          to -> to.fail(FailCode.CANCELLED, ControlMessages.NO_PARTICIPANT, ""),
          to -> to.keepAlive(1));

  private Seeds() {}

  private static Hello offer() {
    return new Hello(
        1,
        1,
        2,
        16,
        1 << 20,
        new SessionId(1, 2),
        Capabilities.REUSABLE_SWITCHOVER_ACK,
        List.of(
            new ParticipantEntry("nic0", ParticipantKind.VFIO_DEVICE, 7, 5),
            new ParticipantEntry("gpu-é", ParticipantKind.VFIO_DEVICE, 3, 1L << 40)));
  }

  private static byte[] encode(Stream<Consumer<ControlMessages>> messages) {
    FrameList list = new FrameList();
    ControlEncoder encoder = new ControlEncoder(list);
    messages.forEach(message -> message.accept(encoder));
    return list.bytes();
  }

  /** A frame each. */
  static Stream<Arguments> controlFrames() {
    return MESSAGES.stream().map(message -> Arguments.of(encode(Stream.of(message))));
  }

  /** The control channel of a whole migration, and parts of it. */
  static Stream<Arguments> controlStreams() {
    byte[] all = encode(MESSAGES.stream());
    return Stream.of(all.length, all.length - 3, Frames.HEADER_BYTES, 0)
        .map(length -> Arguments.of(Arrays.copyOf(all, length)));
  }

  /** First frames of a connection. */
  static Stream<Arguments> firstFrames() {
    UnsafeBuffer frame = new UnsafeBuffer(new byte[ChannelHello.FRAME_BYTES]);
    new ChannelHello(new SessionId(1, 2), 3).encode(frame, 0);
    return Stream.of(
        Arguments.of(frame.byteArray()), Arguments.of(encode(Stream.of(to -> to.hello(offer())))));
  }
}
