package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.status.AtomicCounter;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.engine.telemetry.DeviceCounter;
import org.baton.engine.telemetry.SwitchoverListener;
import org.junit.jupiter.api.Test;

/** What whoever watches makes of counters that are written meanwhile. */
class AckCountersTest {
  private final AckCounters counters = AckCounters.inMemory();
  private final Map<DeviceCounter, AtomicCounter> watched =
      new EnumMap<>(
          Map.of(
              DeviceCounter.ACKS_RECEIVED, counters.received(),
              DeviceCounter.ACKS_REQUESTED, counters.requested(),
              DeviceCounter.REINITS, counters.reinits()));

  /** Counters lie in the file in the order of the constants, and are read in that order. */
  @Test
  void slowReaderFindsNoAckThatWasNotAskedFor() {
    AckLedger ledger =
        new AckLedger(
            SwitchoverAckMode.REUSABLE,
            List.of(new AckState(0, "nic0", true, counters)),
            SwitchoverListener.NONE);

    // A whole round of REINIT and ack between any two looks.
    Map<DeviceCounter, Long> seen = new EnumMap<>(DeviceCounter.class);
    long reinits = 0;
    for (Map.Entry<DeviceCounter, AtomicCounter> counter : watched.entrySet()) {
      ledger.onAnswer(0, 0, ++reinits);
      assertThat(ledger.onAck(0, (int) reinits)).isNull();
      seen.put(counter.getKey(), counter.getValue().get());
    }

    assertThat(seen.get(DeviceCounter.ACKS_RECEIVED))
        .isLessThanOrEqualTo(seen.get(DeviceCounter.ACKS_REQUESTED));
    assertThat(seen.get(DeviceCounter.ACKS_REQUESTED))
        .isLessThanOrEqualTo(seen.getOrDefault(DeviceCounter.REINITS, 0L) + 1);
  }
}
