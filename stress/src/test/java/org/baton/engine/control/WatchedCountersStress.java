package org.baton.engine.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.engine.telemetry.SwitchoverListener;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Request against ack, as whoever watches sees them.
 *
 * <p>Both are counted by one thread, the conductor's, so they cannot race there. They cross threads
 * in the counters, which another thread or process reads while they are written; in the file they
 * lie in memory that is laid out like that of this test.
 */
@JCStressTest
@State
@Outcome(id = "nothing asked for", expect = ACCEPTABLE, desc = "Before the first request.")
@Outcome(id = "pending", expect = ACCEPTABLE, desc = "More is asked for than has come.")
@Outcome(id = "acknowledged", expect = ACCEPTABLE, desc = "All that was asked for has come.")
@Outcome(
    id = "acknowledged before it was asked for",
    expect = FORBIDDEN,
    desc = "More acks than requests: the gate would look open while a request is pending.")
@Outcome(
    id = "asked again without a REINIT",
    expect = FORBIDDEN,
    desc = "A request that nothing explains.")
public class WatchedCountersStress {
  private static final int COUNTERS = 3;
  private static final int ROUNDS = 3;
  private static final int METADATA_BYTES = COUNTERS * CountersReader.METADATA_LENGTH;
  private static final int VALUES_BYTES = COUNTERS * CountersReader.COUNTER_LENGTH;
  private static final long BYTES_EACH = METADATA_BYTES + VALUES_BYTES;
  private static final int TESTS_AT_ONCE = 1 << 15;

  /** Of all tests, in turn: to allocate native memory for each would cost more than a test. */
  private static final long MEMORY =
      Arena.global().allocate(TESTS_AT_ONCE * BYTES_EACH, Long.BYTES).address();

  private static final AtomicLong TESTS = new AtomicLong();

  private final CountersManager manager = manager();
  private final int received = manager.allocate("acksReceived");
  private final int requested = manager.allocate("acksRequested");
  private final int reinits = manager.allocate("reinits");
  private final AckCounters counters =
      new AckCounters(
          new AtomicCounter(manager.valuesBuffer(), requested),
          new AtomicCounter(manager.valuesBuffer(), received),
          new AtomicCounter(manager.valuesBuffer(), reinits));
  private final AckLedger ledger =
      new AckLedger(
          SwitchoverAckMode.REUSABLE,
          List.of(new AckState(0, "nic0", true, counters)),
          SwitchoverListener.NONE);
  private final CountersReader reader =
      new CountersReader(manager.metaDataBuffer(), manager.valuesBuffer());

  private static CountersManager manager() {
    long address = MEMORY + TESTS.getAndIncrement() % TESTS_AT_ONCE * BYTES_EACH;
    UnsafeBuffer values = new UnsafeBuffer(address + METADATA_BYTES, VALUES_BYTES);
    UnsafeBuffer metadata = new UnsafeBuffer(address, METADATA_BYTES);
    values.setMemory(0, VALUES_BYTES, (byte) 0);
    metadata.setMemory(0, METADATA_BYTES, (byte) 0);
    return new CountersManager(metadata, values);
  }

  /** The conductor's thread: a REINIT, its request, its ack, and again. */
  @Actor
  public void conductor() {
    for (int round = 0; round < ROUNDS; round++) {
      ledger.onAnswer(0, 0, round);
      ledger.onAck(0, round + 1);
    }
  }

  /** Somebody else's thread. */
  @Actor
  public void watcher(L_Result result) {
    // In the order in which they lie there, which is that of DeviceCounter.
    long acks = reader.getCounterValue(received);
    long requests = reader.getCounterValue(requested);
    long said = reader.getCounterValue(reinits);
    if (acks > requests) {
      result.r1 = "acknowledged before it was asked for";
    } else if (requests > said + 1) {
      result.r1 = "asked again without a REINIT";
    } else if (requests == 0) {
      result.r1 = "nothing asked for";
    } else {
      result.r1 = acks < requests ? "pending" : "acknowledged";
    }
  }
}
