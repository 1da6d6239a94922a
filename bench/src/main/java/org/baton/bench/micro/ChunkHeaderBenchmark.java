package org.baton.bench.micro;

import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;
import org.baton.transport.message.ChunkHeader;
import org.baton.transport.message.ChunkKind;
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

/** What a chunk's header costs on either side. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChunkHeaderBenchmark {
  private static final int PAYLOAD_BYTES = 1 << 20;

  private final ChunkHeader header =
      new ChunkHeader().wrap(Arena.global().allocate(ChunkHeader.BYTES, Long.BYTES).address());
  private long sequence;

  /** Source: all fields written. */
  @Benchmark
  public void encode() {
    header.encode(3, sequence++, PAYLOAD_BYTES, ChunkKind.PRECOPY);
  }

  /** Destination: written, then checked and read, as after a receive. */
  @Benchmark
  public long encodeAndCheck() throws ProtocolException {
    header.encode(3, sequence++, PAYLOAD_BYTES, ChunkKind.PRECOPY);
    header.check(PAYLOAD_BYTES);
    return header.sequence() + header.payloadLength() + header.participant();
  }
}
