package org.baton.engine.pipeline;

import com.lmax.disruptor.EventPoller;
import java.util.concurrent.TimeUnit;
import org.baton.transport.message.ChunkKind;
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
 * What it costs to bring a chunk's description through a ring, published and polled by one thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChunkRingBenchmark implements EventPoller.Handler<Chunk> {
  private static final int WINDOW_CHUNKS = 16;
  private static final int PAYLOAD_BYTES = 1 << 20;

  private final ChunkRing ring = new ChunkRing(WINDOW_CHUNKS);
  private long published;
  private long polled;

  /** One description. */
  @Benchmark
  public long publishAndPoll() {
    publish();
    return poll();
  }

  /** All that a participant may have in flight, polled at once; the figure is of all of them. */
  @Benchmark
  public long publishAndPollWindow() {
    for (int i = 0; i < WINDOW_CHUNKS; i++) {
      publish();
    }
    return poll();
  }

  private void publish() {
    ring.publish(0, published, 0, PAYLOAD_BYTES, ChunkKind.PRECOPY, published);
    published++;
  }

  private long poll() {
    if (!ring.poll(this) || polled != published) {
      throw new IllegalStateException(published + " published, and " + polled + " polled");
    }
    return polled;
  }

  @Override
  public boolean onEvent(Chunk chunk, long position, boolean endOfBatch) {
    if (chunk.sequence != polled || chunk.payloadLength != PAYLOAD_BYTES) {
      throw new IllegalStateException("chunk " + chunk.sequence + " instead of " + polled);
    }
    polled++;
    return true;
  }
}
