package org.baton.transport;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps a {@link Slab} mapped until it is closed.
 *
 * <p><b>Threading:</b> any thread may close it; the second call does nothing.
 */
public final class SlabHold implements AutoCloseable {
  private final Slab slab;
  private final AtomicBoolean closed = new AtomicBoolean();

  SlabHold(Slab slab) {
    this.slab = slab;
  }

  /** What is held. */
  public Slab slab() {
    return slab;
  }

  /** Lets go of the slab. Idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      slab.release();
    }
  }
}
