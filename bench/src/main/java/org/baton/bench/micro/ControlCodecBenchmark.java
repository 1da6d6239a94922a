package org.baton.bench.micro;

import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.baton.transport.message.ControlDecoder;
import org.baton.transport.message.ControlEncoder;
import org.baton.transport.message.FrameSink;
import org.baton.transport.message.Frames;
import org.baton.transport.message.ProtocolException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the messages cost that come again and again while a migration is under way: written as by
 * one side, and checked and handed on as by the other.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ControlCodecBenchmark {
  private static final int PARTICIPANT = 3;
  private static final int FRAME_BYTES = 4_096;
  private static final long CHUNK_BYTES = 1 << 20;
  private static final long CHUNK_NANOS = 100_000;

  private final Outbox outbox = new Outbox();
  private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
  private final ControlEncoder encoder = new ControlEncoder(outbox);
  private final ControlDecoder decoder = new ControlDecoder();
  private final HeardMessages heard = new HeardMessages();
  private long count;
  private int generation;

  /** How far a participant has loaded: the most frequent of all. */
  @Benchmark
  public long credit() throws ProtocolException {
    long chunks = ++count;
    encoder.credit(PARTICIPANT, chunks, chunks * CHUNK_BYTES, chunks * CHUNK_NANOS);
    return receive(chunks * (1 + CHUNK_BYTES + CHUNK_NANOS) + PARTICIPANT);
  }

  /** Everything before a tag is loaded. */
  @Benchmark
  public long switchoverAck() throws ProtocolException {
    generation = generation == Integer.MAX_VALUE ? 1 : generation + 1;
    encoder.switchoverAck(PARTICIPANT, generation);
    return receive((long) generation + PARTICIPANT);
  }

  /** Alive, and nothing else to say. */
  @Benchmark
  public long keepAlive() throws ProtocolException {
    encoder.keepAlive(++count);
    return receive(count);
  }

  /** What {@link #credit()} costs the side that says it. */
  @Benchmark
  public int creditEncode() {
    long chunks = ++count;
    encoder.credit(PARTICIPANT, chunks, chunks * CHUNK_BYTES, chunks * CHUNK_NANOS);
    return outbox.frameBytes;
  }

  /** What a control channel does with a header, and then with the whole frame. */
  private long receive(long expected) throws ProtocolException {
    UnsafeBuffer received = outbox.memory;
    frame.wrap(received, 0, Frames.HEADER_BYTES + decoder.bodyBytes(received, 0));
    decoder.decode(frame, heard);
    if (heard.sum() != expected || frame.capacity() != outbox.frameBytes) {
      throw new IllegalStateException("heard " + heard.sum() + ", not " + expected);
    }
    return expected;
  }

  /** Has room for one frame, at its beginning. */
  private static final class Outbox implements FrameSink {
    private final UnsafeBuffer memory =
        new UnsafeBuffer(Arena.global().allocate(FRAME_BYTES, Long.BYTES).address(), FRAME_BYTES);
    private int frameBytes;

    @Override
    public int claim(int maxBytes) {
      return 0;
    }

    @Override
    public MutableDirectBuffer buffer() {
      return memory;
    }

    @Override
    public void commit(int bytes) {
      frameBytes = bytes;
    }
  }
}
