package org.baton.engine.pipeline;

import java.util.concurrent.TimeUnit;
import org.baton.transport.message.ChunkHeader;
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
 * What it costs to hand a slot on, from NOBODY through all its owners back to NOBODY; one thread
 * takes the part of all stages.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SlotWindowBenchmark {
  private static final int WINDOW_CHUNKS = 16;
  private static final int CHUNK_BYTES = 1 << 20;

  private final SlotWindow window =
      new SlotWindow(0, WINDOW_CHUNKS, CHUNK_BYTES, ChunkHeader.BYTES);

  /** Source: look and take, publish, send, release. */
  @Benchmark
  public SlotOwner source() {
    int slot = window.take(SlotOwner.PARTICIPANT);
    window.handOver(slot, SlotOwner.PARTICIPANT, SlotOwner.RING);
    window.handOver(slot, SlotOwner.RING, SlotOwner.CHANNEL);
    window.handOver(slot, SlotOwner.CHANNEL, SlotOwner.NOBODY);
    return window.owner(slot);
  }

  /** Destination: claim, receive, publish, write, free. */
  @Benchmark
  public SlotOwner destination() {
    int slot = window.take(SlotOwner.CHANNEL);
    window.handOver(slot, SlotOwner.CHANNEL, SlotOwner.RING);
    window.handOver(slot, SlotOwner.RING, SlotOwner.PARTICIPANT);
    window.handOver(slot, SlotOwner.PARTICIPANT, SlotOwner.NOBODY);
    return window.owner(slot);
  }
}
