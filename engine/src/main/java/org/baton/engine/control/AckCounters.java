package org.baton.engine.control;

import java.util.function.Function;
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

  /**
   * Adds counters where others can watch them. Effects come before their causes: whoever reads them
   * in this order, while they are being written, finds no ack that was not asked for, and no second
   * request without the REINIT that it is for.
   *
   * @param name of the participant
   * @param add makes a counter with that label
   */
  public static AckCounters add(String name, Function<String, AtomicCounter> add) {
    AtomicCounter received = add.apply(name + " acksReceived");
    AtomicCounter requested = add.apply(name + " acksRequested");
    AtomicCounter reinits = add.apply(name + " reinits");
    return new AckCounters(requested, received, reinits);
  }

  /** Counters that only this process sees. */
  public static AckCounters inMemory() {
    UnsafeBuffer values = new UnsafeBuffer(new byte[COUNTERS * CountersReader.COUNTER_LENGTH]);
    return new AckCounters(
        new AtomicCounter(values, 0), new AtomicCounter(values, 1), new AtomicCounter(values, 2));
  }
}
