package org.baton.transport.uring;

import java.util.concurrent.TimeUnit;
import org.baton.bindings.linux.Linux;
import org.jspecify.annotations.Nullable;
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
 * What a ring itself costs: entries that do nothing, submitted in one call, and their completions
 * taken. The ring is made as a channel's is.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RingBenchmark {
  private static final int BATCH = UringOperations.MAX_PENDING;
  private static final int NO_FD = -1;
  private static final long HEAD = SqeDescriptor.head(Linux.IORING_OP_NOP(), 0, NO_FD);

  private @Nullable Ring ring;
  private long submitted;

  /** Makes a ring, for the calling thread. */
  @Setup
  public void open() {
    RingReport report = RingProbe.run(RingCalls.KERNEL);
    if (!report.denial().isEmpty()) {
      throw new IllegalStateException("io_uring cannot be used: " + report.denial());
    }
    ring = Ring.create(RingCalls.KERNEL, report.options(), BATCH, 2 * BATCH);
  }

  /** Gives it up. */
  @TearDown
  public void close() {
    if (ring != null) {
      ring.close();
    }
  }

  /** One entry a call. */
  @Benchmark
  public long submitAndComplete() {
    return submitAndComplete(1);
  }

  /** As many entries a call as a channel ever submits; the figure is of the call. */
  @Benchmark
  public long submitAndCompleteBatch() {
    return submitAndComplete(BATCH);
  }

  private long submitAndComplete(int entries) {
    Ring open = ring;
    if (open == null) {
      throw new IllegalStateException("not open");
    }
    long first = submitted;
    for (int i = 0; i < entries; i++) {
      open.submissions().add(HEAD, 0, 0, 0, submitted++, 0);
    }
    int error = open.enter();
    CompletionQueue completions = open.completions();
    for (long expected = first; expected < submitted; expected++) {
      if (!completions.hasNext()
          || completions.userData() != expected
          || completions.result() != 0) {
        throw new IllegalStateException("entry " + expected + " is not completed: " + error);
      }
      completions.advance();
    }
    return submitted;
  }
}
