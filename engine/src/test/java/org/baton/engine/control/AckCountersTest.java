package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.engine.telemetry.SwitchoverListener;
import org.junit.jupiter.api.Test;

class AckCountersTest {
  private static final int COUNTERS = 3;

  private final CountersManager manager =
      new CountersManager(
          new UnsafeBuffer(ByteBuffer.allocateDirect(COUNTERS * CountersReader.METADATA_LENGTH)),
          new UnsafeBuffer(ByteBuffer.allocateDirect(COUNTERS * CountersReader.COUNTER_LENGTH)));
  private final List<AtomicCounter> added = new ArrayList<>();

  @Test
  void whoReadsWhileTheyAreWrittenFindsNoAckThatWasNotAskedFor() {
    AckCounters counters =
        AckCounters.add(
            "nic0",
            label -> {
              AtomicCounter counter = manager.newCounter(label);
              added.add(counter);
              return counter;
            });
    AckLedger ledger =
        new AckLedger(
            SwitchoverAckMode.REUSABLE,
            List.of(new AckState(0, "nic0", true, counters)),
            SwitchoverListener.NONE);

    // A whole round of REINIT and ack between any two looks of a slow reader.
    long reinits = 0;
    List<Long> seen = new ArrayList<>();
    for (AtomicCounter counter : added) {
      ledger.onAnswer(0, 0, ++reinits);
      assertThat(ledger.onAck(0, (int) reinits)).isNull();
      seen.add(counter.get());
    }

    long received = seen.get(added.indexOf(counters.received()));
    long requested = seen.get(added.indexOf(counters.requested()));
    assertThat(received).isLessThanOrEqualTo(requested);
    assertThat(seen.get(added.indexOf(counters.reinits()))).isGreaterThanOrEqualTo(requested - 1);
  }
}
