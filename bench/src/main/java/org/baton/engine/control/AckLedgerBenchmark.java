package org.baton.engine.control;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.engine.telemetry.SwitchoverListener;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the account of switchover-acks costs, with four devices. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AckLedgerBenchmark {
  private static final int DEVICES = 4;
  private static final long INITIAL_BYTES = 1 << 20;

  private AckLedger ledger = open();
  private int generation;
  private int device;

  private static AckLedger open() {
    List<AckState> states =
        IntStream.range(0, DEVICES)
            .mapToObj(id -> new AckState(id, "nic" + id, true, AckCounters.inMemory()))
            .toList();
    return new AckLedger(SwitchoverAckMode.REUSABLE, states, SwitchoverListener.NONE);
  }

  /**
   * A new account in which each device has its first ack; for each iteration, so that no generation
   * overflows.
   */
  @Setup(Level.Iteration)
  public void reset() {
    ledger = open();
    device = 0;
    generation = 1;
    for (int id = 0; id < DEVICES; id++) {
      require(ledger.onAnswer(id, 0, 0), "first tag");
      require(ledger.onAck(id, 1) == null, "first ack");
    }
  }

  /** From open to open: REINIT, all of its data read, ack. The devices take turns. */
  @Benchmark
  public boolean requestAndAck() {
    if (device == 0) {
      generation++;
    }
    int reinits = generation - 1;
    require(!ledger.onAnswer(device, INITIAL_BYTES, reinits), "no tag before the data");
    require(!ledger.isOpen(), "shut");
    require(ledger.onAnswer(device, 0, reinits), "tag");
    require(ledger.onAck(device, generation) == null, "ack");
    device = (device + 1) & (DEVICES - 1);
    return ledger.isOpen();
  }

  /** An answer with nothing new, the most frequent, and the look at the gate that follows it. */
  @Benchmark
  public boolean answer() {
    device = (device + 1) & (DEVICES - 1);
    require(!ledger.onAnswer(device, 0, 0), "no tag");
    return ledger.isOpen();
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("the ledger is not as it should be: " + what);
    }
  }
}
