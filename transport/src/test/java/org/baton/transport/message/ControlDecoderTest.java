package org.baton.transport.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.baton.transport.wire.FailCode;
import org.baton.transport.wire.ParticipantKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a receiver refuses, and with which words. */
class ControlDecoderTest {
  private static final int HELLO_BLOCK = 36;
  private static final int GROUP_COUNT = Frames.HEADER_BYTES + HELLO_BLOCK + 2;
  private static final int FIRST_NAME = GROUP_COUNT + 2 + 17 + 1;

  private static Hello offer(String... names) {
    return offer(1, 1, names);
  }

  private static Hello offer(int minVersion, int maxVersion, String... names) {
    List<ParticipantEntry> table =
        List.of(names).stream()
            .map(name -> new ParticipantEntry(name, ParticipantKind.VFIO_DEVICE, 3, 5))
            .toList();
    return new Hello(minVersion, maxVersion, 1, 4, 4_096, new SessionId(1, 2), 0, table);
  }

  private static UnsafeBuffer hello() {
    return FrameList.encode(to -> to.hello(offer("nic0")));
  }

  private static void assertRefused(UnsafeBuffer frame, String... words) {
    assertThatThrownBy(() -> FrameList.decode(frame))
        .isInstanceOf(ProtocolException.class)
        .message()
        .contains(words);
  }

  @Test
  void theLargestHelloFits() throws ProtocolException {
    String[] names =
        IntStream.range(0, Limits.MAX_PARTICIPANTS)
            .mapToObj(i -> String.format("%0" + Limits.MAX_NAME_BYTES + "d", i))
            .toArray(String[]::new);
    assertThat(FrameList.decode(FrameList.encode(to -> to.hello(offer(names)))))
        .singleElement()
        .asString()
        .contains(names);
  }

  @Test
  void refusesAnotherMagic() {
    UnsafeBuffer frame = hello();
    frame.putInt(0, 0x20544547);
    assertRefused(frame, "not Baton's bytes", "20544547");
  }

  @Test
  void refusesAnotherSchema() {
    UnsafeBuffer frame = hello();
    frame.putShort(12, (short) 48);
    assertRefused(frame, "unknown schema 48");
  }

  @ParameterizedTest
  @ValueSource(longs = {Limits.MAX_CONTROL_BYTES + 1, 1L << 31, 0xffff_ffffL})
  void refusesAFrameThatIsTooLong(long length) {
    UnsafeBuffer frame = hello();
    frame.putInt(4, (int) length);
    assertRefused(frame, length + " bytes", "to " + Limits.MAX_CONTROL_BYTES);
  }

  @Test
  void refusesABlockLongerThanItsFrame() {
    UnsafeBuffer frame = hello();
    frame.putShort(8, (short) 0xffff);
    assertRefused(frame, "65535");
  }

  @Test
  void refusesABlockThatIsTooShort() {
    UnsafeBuffer frame = hello();
    frame.putShort(8, (short) (HELLO_BLOCK - 1));
    assertRefused(frame, "a block of 35 bytes, not 36");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 13, 15, 65_535})
  void refusesMessagesThatDoNotBelongHere(int template) {
    UnsafeBuffer frame = hello();
    frame.putShort(10, (short) template);
    assertRefused(frame, "message " + template + " does not belong on the control channel");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 1_024})
  void refusesMoreParticipantsThanThereAre(int count) {
    UnsafeBuffer frame = hello();
    frame.putShort(GROUP_COUNT, (short) count);
    assertRefused(frame, "points behind its own end");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_025, 65_534})
  void refusesANumberOfParticipantsThatMayNotBe(int count) {
    UnsafeBuffer frame = hello();
    frame.putShort(GROUP_COUNT, (short) count);
    assertRefused(frame, "participants", String.valueOf(count));
  }

  @Test
  void refusesARangeOfVersionsThatIsNone() {
    assertRefused(
        FrameList.encode(to -> to.hello(offer(9, 5, "nic0"))), "versions from 9 down to 5");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 99})
  void readsOnlyTheVersionsOfAHelloThatIsOfOthers(int version) throws ProtocolException {
    UnsafeBuffer frame = FrameList.encode(to -> to.hello(offer(version, version, "nic0")));
    frame.putShort(Frames.HEADER_BYTES + 4, (short) 0);
    frame.putShort(GROUP_COUNT, (short) 0);

    Hello read = new ControlDecoder().decodeHello(frame);
    assertThat(read.isOfOtherVersions()).isTrue();
    assertThat(read.minVersion()).isEqualTo(version);
    assertThat(read.maxVersion()).isEqualTo(version);
  }

  @Test
  void refusesANameThatIsNotUtf8() {
    UnsafeBuffer frame = hello();
    frame.putByte(FIRST_NAME, (byte) 0xff);
    assertRefused(frame, "not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 64, 255})
  void refusesANameThatIsLongerThanItsFrame(int length) {
    UnsafeBuffer frame = hello();
    frame.putByte(FIRST_NAME - 1, (byte) length);
    assertRefused(frame, "points behind its own end");
  }

  @Test
  void refusesAnEmptyName() {
    UnsafeBuffer frame = hello();
    frame.putByte(FIRST_NAME - 1, (byte) 0);
    assertRefused(frame, "it must have 1 to 64");
  }

  @Test
  void refusesAnUnknownKind() {
    UnsafeBuffer frame = hello();
    frame.putByte(GROUP_COUNT + 2, (byte) 9);
    assertRefused(frame, "unknown kind of participant: 9");
  }

  @Test
  void refusesCountsBeyondTheLimits() {
    UnsafeBuffer channels = hello();
    channels.putShort(Frames.HEADER_BYTES + 4, (short) (Limits.MAX_CHANNELS + 1));
    assertRefused(channels, "channels is 65", "1 to 64");
    UnsafeBuffer window = hello();
    window.putShort(Frames.HEADER_BYTES + 6, (short) 0);
    assertRefused(window, "windowChunks is 0");
    UnsafeBuffer chunk = hello();
    chunk.putInt(Frames.HEADER_BYTES + 8, -1);
    assertRefused(chunk, "chunkBytes is 4294967295");
  }

  @Test
  void refusesAnUnknownFailCode() {
    UnsafeBuffer frame = FrameList.encode(to -> to.fail(FailCode.DEVICE, 0, "EIO"));
    frame.putShort(Frames.HEADER_BYTES, (short) 99);
    assertRefused(frame, "unknown fail code 99");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15})
  void refusesWhatIsNotEvenAHeader(int length) {
    assertThatThrownBy(
            () ->
                new ControlDecoder()
                    .decode(new UnsafeBuffer(new byte[length]), new HeardMessages()))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void cutsALongCauseBetweenCharacters() throws ProtocolException {
    String cause = "x" + "é".repeat(Limits.MAX_CAUSE_BYTES);
    String heard =
        FrameList.decode(FrameList.encode(to -> to.fail(FailCode.DEVICE, 3, cause))).getFirst();

    String kept = heard.substring(heard.indexOf('x'), heard.length() - 1);
    assertThat(cause).startsWith(kept);
    assertThat(kept.getBytes(StandardCharsets.UTF_8).length).isEqualTo(Limits.MAX_CAUSE_BYTES - 1);
  }

  @Test
  void understandsALaterVersionOfAMessage() throws ProtocolException {
    // A later version may only add fields behind those of this one.
    UnsafeBuffer frame = FrameList.encode(to -> to.credit(7, 1, 2, 3));
    byte[] longer = new byte[frame.capacity() + 8];
    frame.getBytes(0, longer, 0, frame.capacity());
    UnsafeBuffer later = new UnsafeBuffer(longer);
    later.putInt(4, longer.length - Frames.HEADER_BYTES);
    later.putShort(8, (short) (longer.length - Frames.HEADER_BYTES));
    later.putShort(14, (short) 1);

    assertThat(FrameList.decode(later)).containsExactly("credit [7, 1, 2, 3]");
  }
}
