package org.baton.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one channel has done. Written by its owner alone, with release stores; any thread may read.
 */
public final class ChannelCounters {
  private static final VarHandle VALUES = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] values = new long[Counter.values().length];

  /** Creates counters at zero. */
  public ChannelCounters() {}

  /** Adds to a counter. Owner only. */
  public void add(Counter counter, long amount) {
    VALUES.setRelease(values, counter.index, values[counter.index] + amount);
  }

  /** The value of a counter, as last published by the owner. */
  public long get(Counter counter) {
    return (long) VALUES.getAcquire(values, counter.index);
  }

  /** One thing that is counted, in the order of the report. */
  public enum Counter {
    /** Bytes handed to the socket and taken by it. */
    SENT_BYTES(0, "bytes sent"),
    /** Bytes taken from the socket. */
    RECEIVED_BYTES(1, "bytes received"),
    /** Sends that did not take all bytes at once and had to be continued. */
    SHORT_SENDS(2, "short sends"),
    /** Receives that did not get all bytes at once and had to be continued. */
    SHORT_RECEIVES(3, "short receives"),
    /** Sends given to the kernel without a copy ({@code SEND_ZC}). */
    ZERO_COPY_SENDS(4, "zero-copy sends"),
    /** Zero-copy sends that the kernel copied after all ({@code IORING_NOTIF_USAGE_ZC_COPIED}). */
    ZERO_COPY_COPIED(5, "zero-copy sends that were copied"),
    /** System calls that the owner made to move data and to wait. */
    SYSTEM_CALLS(6, "system calls"),
    /** Zero-copy sends that the kernel refused; after the first the channel sends plainly. */
    ZERO_COPY_REFUSED(7, "zero-copy sends refused");

    private final int index;
    private final String label;

    Counter(int index, String label) {
      this.index = index;
      this.label = label;
    }

    /** What an operator reads beside the number. */
    public String label() {
      return label;
    }
  }
}
