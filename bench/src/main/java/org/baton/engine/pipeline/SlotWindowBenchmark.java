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
 * What it costs to hand a slot on, from NOBODY through all its owners back to NOBODY, slot after
 * slot as the chunks of a stream; one thread takes the part of all stages.
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
  private long sequence;

  /** Source: look, read, publish, send, release. */
  @Benchmark
  public SlotOwner source() {
    int slot = window.slot(sequence++);
    requireFree(slot);
    window.handOver(slot, SlotOwner.NOBODY, SlotOwner.PARTICIPANT);
    window.handOver(slot, SlotOwner.PARTICIPANT, SlotOwner.RING);
    window.handOver(slot, SlotOwner.RING, SlotOwner.CHANNEL);
    window.handOver(slot, SlotOwner.CHANNEL, SlotOwner.NOBODY);
    return window.owner(slot);
  }

  /** Destination: claim, receive, publish, write, free. */
  @Benchmark
  public SlotOwner destination() {
    int slot = window.slot(sequence++);
    if (!window.tryHandOver(slot, SlotOwner.NOBODY, SlotOwner.CHANNEL)) {
      throw new IllegalStateException("slot " + slot + " is in use");
    }
    window.handOver(slot, SlotOwner.CHANNEL, SlotOwner.RING);
    window.handOver(slot, SlotOwner.RING, SlotOwner.PARTICIPANT);
    window.handOver(slot, SlotOwner.PARTICIPANT, SlotOwner.NOBODY);
    return window.owner(slot);
  }

  private void requireFree(int slot) {
    if (window.owner(slot) != SlotOwner.NOBODY) {
      throw new IllegalStateException("slot " + slot + " is in use");
    }
  }
}
