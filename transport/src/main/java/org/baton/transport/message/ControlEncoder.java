package org.baton.transport.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.baton.transport.wire.CommitEncoder;
import org.baton.transport.wire.CreditEncoder;
import org.baton.transport.wire.FailCode;
import org.baton.transport.wire.FailEncoder;
import org.baton.transport.wire.HelloEncoder;
import org.baton.transport.wire.KeepAliveEncoder;
import org.baton.transport.wire.LoadedEncoder;
import org.baton.transport.wire.MessageHeaderEncoder;
import org.baton.transport.wire.ReadyEncoder;
import org.baton.transport.wire.ResumingEncoder;
import org.baton.transport.wire.RunningEncoder;
import org.baton.transport.wire.StreamEndEncoder;
import org.baton.transport.wire.SwitchoverAckEncoder;
import org.baton.transport.wire.WelcomeEncoder;

/** Turns each call into one frame. Owned by one thread. */
public final class ControlEncoder implements ControlMessages {
  private static final int FIXED_MESSAGE_BYTES = Frames.HEADER_BYTES + 64;

  private final FrameSink sink;
  private final MessageHeaderEncoder header = new MessageHeaderEncoder();
  private final HelloEncoder hello = new HelloEncoder();
  private final WelcomeEncoder welcome = new WelcomeEncoder();
  private final ResumingEncoder resuming = new ResumingEncoder();
  private final CreditEncoder credit = new CreditEncoder();
  private final SwitchoverAckEncoder switchoverAck = new SwitchoverAckEncoder();
  private final StreamEndEncoder streamEnd = new StreamEndEncoder();
  private final LoadedEncoder loaded = new LoadedEncoder();
  private final ReadyEncoder ready = new ReadyEncoder();
  private final CommitEncoder commit = new CommitEncoder();
  private final RunningEncoder running = new RunningEncoder();
  private final FailEncoder fail = new FailEncoder();
  private final KeepAliveEncoder keepAlive = new KeepAliveEncoder();

  /** Creates an encoder that puts its frames into {@code sink}. */
  public ControlEncoder(FrameSink sink) {
    this.sink = sink;
  }

  @Override
  public void hello(Hello offer) {
    int start = sink.claim(Frames.HEADER_BYTES + Limits.MAX_CONTROL_BYTES);
    hello
        .wrapAndApplyHeader(sink.buffer(), start, header)
        .minVersion(offer.minVersion())
        .maxVersion(offer.maxVersion())
        .channels(offer.channels())
        .windowChunks(offer.windowChunks())
        .chunkBytes(offer.chunkBytes())
        .sessionHigh(offer.sessionId().high())
        .sessionLow(offer.sessionId().low())
        .capabilities(offer.capabilities());
    HelloEncoder.ParticipantsEncoder rows = hello.participantsCount(offer.participants().size());
    for (ParticipantEntry entry : offer.participants()) {
      byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
      rows.next()
          .kind(entry.kind())
          .flags(entry.flags())
          .stopCopyBytes(entry.stopCopyBytes())
          .putName(name, 0, name.length);
    }
    finish(start, hello.limit());
  }

  @Override
  public void welcome(int version, int windowChunks, int chunkBytes, long capabilities) {
    int start = sink.claim(FIXED_MESSAGE_BYTES);
    welcome
        .wrapAndApplyHeader(sink.buffer(), start, header)
        .version(version)
        .windowChunks(windowChunks)
        .chunkBytes(chunkBytes)
        .capabilities(capabilities);
    finish(start, welcome.limit());
  }

  @Override
  public void resuming() {
    int start = sink.claim(FIXED_MESSAGE_BYTES);
    resuming.wrapAndApplyHeader(sink.buffer(), start, header);
    finish(start, resuming.limit());
  }

  @Override
  public void credit(int participant, long loadedChunks, long loadedBytes, long loadNanos) {
    int start = sink.claim(FIXED_MESSAGE_BYTES);
    credit
        .wrapAndApplyHeader(sink.buffer(), start, header)
        .loadedChunks(loadedChunks)
        .loadedBytes(loadedBytes)
        .loadNanos(loadNanos)
        .participant(participant);
    finish(start, credit.limit());
  }

  @Override
  public void switchoverAck(int participant, int generation) {
    int start = sink.claim(FIXED_MESSAGE_BYTES);
    switchoverAck
        .wrapAndApplyHeader(sink.buffer(), start, header)
        .generation(Integer.toUnsignedLong(generation))
        .participant(
            participant == NO_PARTICIPANT
                ? SwitchoverAckEncoder.participantNullValue()
                : participant);
    finish(start, switchoverAck.limit());
  }

  @Override
  public void streamEnd(int participant, long chunks, long bytes, int digest) {
    int start = sink.claim(FIXED_MESSAGE_BYTES);
    streamEnd
        .wrapAndApplyHeader(sink.buffer(), start, header)
        .chunks(chunks)
        .bytes(bytes)
        .digest(Integer.toUnsignedLong(digest))
        .participant(participant);
    finish(start, streamEnd.limit());
  }

  @Override
  public void loaded(int participant, long bytes, int digest, long loadNanos) {
    int start = sink.claim(FIXED_MESSAGE_BYTES);
    loaded
        .wrapAndApplyHeader(sink.buffer(), start, header)
        .bytes(bytes)
        .loadNanos(loadNanos)
        .digest(Integer.toUnsignedLong(digest))
        .participant(participant);
    finish(start, loaded.limit());
  }

  @Override
  public void ready() {
    int start = sink.claim(FIXED_MESSAGE_BYTES);
    ready.wrapAndApplyHeader(sink.buffer(), start, header);
    finish(start, ready.limit());
  }

  @Override
  public void commit(boolean guestRuns) {
    int start = sink.claim(FIXED_MESSAGE_BYTES);
    commit.wrapAndApplyHeader(sink.buffer(), start, header).guestRuns((short) (guestRuns ? 1 : 0));
    finish(start, commit.limit());
  }

  @Override
  public void running(long resumeNanos) {
    int start = sink.claim(FIXED_MESSAGE_BYTES);
    running.wrapAndApplyHeader(sink.buffer(), start, header).resumeNanos(resumeNanos);
    finish(start, running.limit());
  }

  @Override
  public void fail(FailCode code, int participant, String cause) {
    byte[] text = truncated(cause);
    int start = sink.claim(FIXED_MESSAGE_BYTES + text.length);
    fail.wrapAndApplyHeader(sink.buffer(), start, header)
        .code(code)
        .participant(
            participant == NO_PARTICIPANT ? FailEncoder.participantNullValue() : participant)
        .putCause(text, 0, text.length);
    finish(start, fail.limit());
  }

  @Override
  public void keepAlive(long count) {
    int start = sink.claim(FIXED_MESSAGE_BYTES);
    keepAlive.wrapAndApplyHeader(sink.buffer(), start, header).count(count);
    finish(start, keepAlive.limit());
  }

  private void finish(int start, int limit) {
    header
        .wrap(sink.buffer(), start)
        .magic(Limits.MAGIC)
        .frameLength(limit - start - Frames.HEADER_BYTES);
    sink.commit(limit - start);
  }

  private static byte[] truncated(String cause) {
    byte[] text = cause.getBytes(StandardCharsets.UTF_8);
    if (text.length <= Limits.MAX_CAUSE_BYTES) {
      return text;
    }
    int end = Limits.MAX_CAUSE_BYTES;
    // Do not cut a character in two: continuation bytes of UTF-8 begin with the bits 10.
    while ((text[end] & 0xc0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(text, end);
  }
}
