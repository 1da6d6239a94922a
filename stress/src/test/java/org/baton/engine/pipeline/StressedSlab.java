package org.baton.engine.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import org.baton.transport.Slab;
import org.baton.transport.TransportException;

/** Memory for the slots of many tests at once: to map some for each would cost more than a test. */
final class StressedSlab {
  private static final AtomicLong USES = new AtomicLong();

  private StressedSlab() {}

  static Slab map(long bytes) {
    try {
      return Slab.map(bytes);
    } catch (TransportException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where the next test's slots begin, in a slab that many tests share in turn. */
  static long nextOffset(Slab slab, long bytesEach) {
    return USES.getAndIncrement() % (slab.length() / bytesEach) * bytesEach;
  }
}
