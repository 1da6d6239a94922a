package org.baton.engine.pipeline;

import com.lmax.disruptor.EventPoller;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.baton.transport.message.ChunkHeader;
import org.baton.transport.message.ChunkKind;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A chunk goes to another thread and another one comes back: each time slot and description are
 * handed on as from a participant's thread to a channel's. Both threads spin, so this is what the
 * hand-over itself costs, without that of waking somebody up. It needs two cores: where there is
 * one, or somebody else uses the second, it tells what the scheduler costs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChunkRingHopBenchmark implements EventPoller.Handler<Chunk> {
  private static final int WINDOW_CHUNKS = 16;
  private static final int PAYLOAD_BYTES = 1 << 20;
  private static final int MAX_SPINS = 100;

  private final Hop there = new Hop();
  private final Hop back = new Hop();
  private final IdleStrategy idle = spinning();
  private final Thread partner = new Thread(() -> answer(there, back), "partner");

  /** Of the chunk that goes round. Nothing that the partner reads may lie beside it. */
  private long sequence;

  /** Where the threads must share a core, one that only spins would keep the other from it. */
  private static IdleStrategy spinning() {
    return new BackoffIdleStrategy(MAX_SPINS, Long.MAX_VALUE, 1, 1);
  }

  /** Starts the thread on the other side. */
  @Setup
  public void start() {
    partner.setDaemon(true);
    partner.start();
  }

  /** Ends it. */
  @TearDown
  public void stop() throws InterruptedException {
    partner.interrupt();
    partner.join();
    if (there.window.inUse() + back.window.inUse() > 0) {
      throw new IllegalStateException("not all slots came back");
    }
  }

  /** There and back: two hops. */
  @Benchmark
  public long roundTrip() {
    there.give(sequence);
    idle.reset();
    while (!back.ring.poll(this)) {
      if (!partner.isAlive()) {
        throw new IllegalStateException("the other thread has ended");
      }
      idle.idle();
    }
    return sequence;
  }

  @Override
  public boolean onEvent(Chunk chunk, long position, boolean endOfBatch) {
    if (chunk.sequence != sequence) {
      throw new IllegalStateException("chunk " + chunk.sequence + " instead of " + sequence);
    }
    back.take(chunk.slot);
    sequence++;
    return true;
  }

  private static void answer(Hop in, Hop out) {
    IdleStrategy idle = spinning();
    EventPoller.Handler<Chunk> answer =
        (chunk, position, endOfBatch) -> {
          in.take(chunk.slot);
          out.give(chunk.sequence);
          return true;
        };
    while (!Thread.currentThread().isInterrupted()) {
      if (in.ring.poll(answer)) {
        idle.reset();
      } else {
        idle.idle();
      }
    }
  }

  /** One direction. */
  private static final class Hop {
    final SlotWindow window = new SlotWindow(0, WINDOW_CHUNKS, PAYLOAD_BYTES, ChunkHeader.BYTES);
    final ChunkRing ring = new ChunkRing(WINDOW_CHUNKS);

    void give(long sequence) {
      int slot = window.take(SlotOwner.PARTICIPANT);
      window.handOver(slot, SlotOwner.PARTICIPANT, SlotOwner.RING);
      ring.publish(0, sequence, slot, PAYLOAD_BYTES, ChunkKind.PRECOPY, sequence);
    }

    void take(int slot) {
      window.handOver(slot, SlotOwner.RING, SlotOwner.CHANNEL);
      window.handOver(slot, SlotOwner.CHANNEL, SlotOwner.NOBODY);
    }
  }
}
