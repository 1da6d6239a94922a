package org.baton.transport.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.baton.transport.wire.CommitDecoder;
import org.baton.transport.wire.CreditDecoder;
import org.baton.transport.wire.FailCode;
import org.baton.transport.wire.FailDecoder;
import org.baton.transport.wire.HelloDecoder;
import org.baton.transport.wire.KeepAliveDecoder;
import org.baton.transport.wire.LoadedDecoder;
import org.baton.transport.wire.MessageHeaderDecoder;
import org.baton.transport.wire.ParticipantKind;
import org.baton.transport.wire.ReadyDecoder;
import org.baton.transport.wire.ResumingDecoder;
import org.baton.transport.wire.RunningDecoder;
import org.baton.transport.wire.StreamEndDecoder;
import org.baton.transport.wire.SwitchoverAckDecoder;
import org.baton.transport.wire.WelcomeDecoder;

/**
 * Turns one received frame into one call. Trusts nothing in it: whatever does not fit ends in a
 * {@link ProtocolException}. Owned by one thread.
 */
public final class ControlDecoder {
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final HelloDecoder hello = new HelloDecoder();
  private final WelcomeDecoder welcome = new WelcomeDecoder();
  private final CreditDecoder credit = new CreditDecoder();
  private final SwitchoverAckDecoder switchoverAck = new SwitchoverAckDecoder();
  private final StreamEndDecoder streamEnd = new StreamEndDecoder();
  private final LoadedDecoder loaded = new LoadedDecoder();
  private final CommitDecoder commit = new CommitDecoder();
  private final RunningDecoder running = new RunningDecoder();
  private final FailDecoder fail = new FailDecoder();
  private final KeepAliveDecoder keepAlive = new KeepAliveDecoder();

  /** Creates a decoder. */
  public ControlDecoder() {}

  /**
   * Checks a received header.
   *
   * @param buffer holds {@link Frames#HEADER_BYTES} received bytes
   * @param offset where they begin
   * @return how many bytes must follow
   * @throws ProtocolException if this is no control message, or too long
   */
  public int bodyBytes(DirectBuffer buffer, int offset) throws ProtocolException {
    return Frames.checkedLength(header.wrap(buffer, offset), Limits.MAX_CONTROL_BYTES);
  }

  /**
   * Decodes a frame and calls the method of its message.
   *
   * @param frame exactly one frame, header first; its capacity is the frame's length
   * @param messages is called
   * @throws ProtocolException if the frame does not hold a message that this version knows
   */
  public void decode(DirectBuffer frame, ControlMessages messages) throws ProtocolException {
    wrapHeader(frame);
    try {
      dispatch(frame, messages);
    } catch (IndexOutOfBoundsException e) {
      throw pointsBehindItsEnd(e);
    }
  }

  /**
   * Decodes the first frame of a control channel.
   *
   * @param frame exactly one frame, header first; its capacity is the frame's length
   * @throws ProtocolException if the frame does not hold a Hello
   */
  public Hello decodeHello(DirectBuffer frame) throws ProtocolException {
    wrapHeader(frame);
    if (header.templateId() != HelloDecoder.TEMPLATE_ID) {
      throw new ProtocolException(
          "a control channel must begin with a Hello, not with message " + header.templateId());
    }
    try {
      return hello(frame);
    } catch (IndexOutOfBoundsException e) {
      throw pointsBehindItsEnd(e);
    }
  }

  private void wrapHeader(DirectBuffer frame) throws ProtocolException {
    if (frame.capacity() < Frames.HEADER_BYTES) {
      throw new ProtocolException("a frame of " + frame.capacity() + " bytes has no header");
    }
    header.wrap(frame, 0);
    Frames.checkedLength(header, Limits.MAX_CONTROL_BYTES);
  }

  private ProtocolException pointsBehindItsEnd(IndexOutOfBoundsException cause) {
    return new ProtocolException(
        "message " + header.templateId() + " points behind its own end: " + cause.getMessage());
  }

  private void dispatch(DirectBuffer frame, ControlMessages messages) throws ProtocolException {
    switch (header.templateId()) {
      case HelloDecoder.TEMPLATE_ID -> messages.hello(hello(frame));
      case WelcomeDecoder.TEMPLATE_ID -> {
        block(frame, WelcomeDecoder.BLOCK_LENGTH);
        welcome.wrapAndApplyHeader(frame, 0, header);
        messages.welcome(
            welcome.version(),
            welcome.windowChunks(),
            bounded("chunkBytes", welcome.chunkBytes(), Limits.MAX_CHUNK_BYTES),
            welcome.capabilities());
      }
      case ResumingDecoder.TEMPLATE_ID -> messages.resuming();
      case CreditDecoder.TEMPLATE_ID -> {
        block(frame, CreditDecoder.BLOCK_LENGTH);
        credit.wrapAndApplyHeader(frame, 0, header);
        messages.credit(
            credit.participant(), credit.loadedChunks(), credit.loadedBytes(), credit.loadNanos());
      }
      case SwitchoverAckDecoder.TEMPLATE_ID -> {
        block(frame, SwitchoverAckDecoder.BLOCK_LENGTH);
        switchoverAck.wrapAndApplyHeader(frame, 0, header);
        messages.switchoverAck(
            switchoverAck.participant() == SwitchoverAckDecoder.participantNullValue()
                ? ControlMessages.NO_PARTICIPANT
                : switchoverAck.participant(),
            bounded("generation", switchoverAck.generation(), Integer.MAX_VALUE));
      }
      case StreamEndDecoder.TEMPLATE_ID -> {
        block(frame, StreamEndDecoder.BLOCK_LENGTH);
        streamEnd.wrapAndApplyHeader(frame, 0, header);
        messages.streamEnd(
            streamEnd.participant(),
            streamEnd.chunks(),
            streamEnd.bytes(),
            (int) streamEnd.digest());
      }
      case LoadedDecoder.TEMPLATE_ID -> {
        block(frame, LoadedDecoder.BLOCK_LENGTH);
        loaded.wrapAndApplyHeader(frame, 0, header);
        messages.loaded(
            loaded.participant(), loaded.bytes(), (int) loaded.digest(), loaded.loadNanos());
      }
      case ReadyDecoder.TEMPLATE_ID -> messages.ready();
      case CommitDecoder.TEMPLATE_ID -> {
        block(frame, CommitDecoder.BLOCK_LENGTH);
        messages.commit(commit.wrapAndApplyHeader(frame, 0, header).guestRuns() != 0);
      }
      case RunningDecoder.TEMPLATE_ID -> {
        block(frame, RunningDecoder.BLOCK_LENGTH);
        messages.running(running.wrapAndApplyHeader(frame, 0, header).resumeNanos());
      }
      case FailDecoder.TEMPLATE_ID -> fail(frame, messages);
      case KeepAliveDecoder.TEMPLATE_ID -> {
        block(frame, KeepAliveDecoder.BLOCK_LENGTH);
        messages.keepAlive(keepAlive.wrapAndApplyHeader(frame, 0, header).count());
      }
      default ->
          throw new ProtocolException(
              "message " + header.templateId() + " does not belong on the control channel");
    }
  }

  private Hello hello(DirectBuffer frame) throws ProtocolException {
    block(frame, HelloDecoder.BLOCK_LENGTH);
    hello.wrapAndApplyHeader(frame, 0, header);
    if (hello.minVersion() > hello.maxVersion()) {
      throw new ProtocolException(
          "versions from %d down to %d".formatted(hello.minVersion(), hello.maxVersion()));
    }
    Hello versions = Hello.ofVersions(hello.minVersion(), hello.maxVersion());
    if (versions.isOfOtherVersions()) {
      // Its sender must hear of the versions, and not of a limit that only this one has.
      return versions;
    }
    HelloDecoder.ParticipantsDecoder rows = hello.participants();
    bounded("participants", rows.count(), Limits.MAX_PARTICIPANTS);
    List<ParticipantEntry> table = new ArrayList<>(rows.count());
    while (rows.hasNext()) {
      rows.next();
      ParticipantKind kind = kind(rows.kindRaw());
      long flags = rows.flags();
      long stopCopyBytes = rows.stopCopyBytes();
      byte[] name = new byte[rows.nameLength()];
      rows.getName(name, 0, name.length);
      table.add(entry(text(name), kind, flags, stopCopyBytes));
    }
    return new Hello(
        hello.minVersion(),
        hello.maxVersion(),
        bounded("channels", hello.channels(), Limits.MAX_CHANNELS),
        bounded("windowChunks", hello.windowChunks(), Limits.MAX_WINDOW_CHUNKS),
        bounded("chunkBytes", hello.chunkBytes(), Limits.MAX_CHUNK_BYTES),
        new SessionId(hello.sessionHigh(), hello.sessionLow()),
        hello.capabilities(),
        table);
  }

  private void fail(DirectBuffer frame, ControlMessages messages) throws ProtocolException {
    block(frame, FailDecoder.BLOCK_LENGTH);
    fail.wrapAndApplyHeader(frame, 0, header);
    FailCode code;
    try {
      code = fail.code();
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("unknown fail code " + fail.codeRaw());
    }
    int participant = fail.participant();
    byte[] cause = new byte[Math.min(fail.causeLength(), Limits.MAX_CAUSE_BYTES)];
    fail.getCause(cause, 0, cause.length);
    messages.fail(
        code == FailCode.NULL_VAL ? FailCode.PROTOCOL : code,
        participant == FailDecoder.participantNullValue()
            ? ControlMessages.NO_PARTICIPANT
            : participant,
        new String(cause, StandardCharsets.UTF_8));
  }

  private void block(DirectBuffer frame, int expected) throws ProtocolException {
    Frames.checkBlock(header.templateId(), header.blockLength(), expected, frame);
  }

  private static ParticipantKind kind(short raw) throws ProtocolException {
    try {
      return ParticipantKind.get(raw);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("unknown kind of participant: " + raw);
    }
  }

  private static ParticipantEntry entry(
      String name, ParticipantKind kind, long flags, long stopCopyBytes) throws ProtocolException {
    try {
      return new ParticipantEntry(name, kind, flags, stopCopyBytes);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException(String.valueOf(e.getMessage()));
    }
  }

  private static String text(byte[] bytes) throws ProtocolException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ProtocolException("a name is not UTF-8");
    }
  }

  private static int bounded(String field, long value, int max) throws ProtocolException {
    if (value < 1 || value > max) {
      throw new ProtocolException(field + " is " + value + "; 1 to " + max + " is allowed");
    }
    return (int) value;
  }
}
