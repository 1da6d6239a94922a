package org.baton.engine.pipeline;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;
import org.baton.transport.Slab;
import org.baton.transport.TransportException;
import org.baton.transport.message.ChunkHeader;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to add a chunk to its stream's CRC32C. The chunks are those of one slot, so from
 * the second on they lie in a cache as far as they fit into one, as they do after a read.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StreamDigestBenchmark {
  /** Bytes of a chunk. */
  @Param({"65536", "262144", "1048576"})
  public int chunkBytes;

  private final StreamDigest digest = new StreamDigest();
  private @Nullable Slab slab;
  private ByteBuffer view = ByteBuffer.allocateDirect(0);

  /** Maps a slot and fills it with bytes that are not all alike. */
  @Setup
  public void open() throws TransportException {
    Slab mapped = Slab.map(SlotWindow.bytes(1, chunkBytes));
    slab = mapped;
    SlotWindow window = new SlotWindow(0, 1, chunkBytes, ChunkHeader.BYTES);
    view = new Lane(0, mapped, window, chunkBytes, SystemNanoClock.INSTANCE).payloadViews()[0];
    byte[] content = new byte[chunkBytes];
    new SplittableRandom(1).nextBytes(content);
    view.put(0, content);
  }

  /** Unmaps it. */
  @TearDown
  public void close() {
    if (slab != null) {
      slab.close();
    }
  }

  /** One chunk more. */
  @Benchmark
  public int update() {
    digest.update(view, chunkBytes);
    return digest.value();
  }
}
