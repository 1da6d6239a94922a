package org.baton.engine.control;

import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersReader;

/**
 * What is counted of one participant's switchover-acks.
 *
 * <p>Written by the conductor's thread alone, with release stores; any thread, and with counters in
 * a mapped file any process, may read them.
 *
 * @param requested how often an ack was asked for; also the present generation
 * @param received how many acks have come
 * @param reinits how often the driver said {@code VFIO_PRECOPY_INFO_REINIT}
 */
public record AckCounters(AtomicCounter requested, AtomicCounter received, AtomicCounter reinits) {
  private static final int COUNTERS = 3;

  /** Counters that only this process sees. */
  public static AckCounters inMemory() {
    UnsafeBuffer values = new UnsafeBuffer(new byte[COUNTERS * CountersReader.COUNTER_LENGTH]);
    return new AckCounters(
        new AtomicCounter(values, 0), new AtomicCounter(values, 1), new AtomicCounter(values, 2));
  }
}
