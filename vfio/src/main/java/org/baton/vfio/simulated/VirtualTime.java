package org.baton.vfio.simulated;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Time that passes only when somebody says so: {@link #sleep} returns at once and the time is
 * later.
 *
 * <p>Many devices may share one; then their work adds up, as on one thread.
 */
public final class VirtualTime implements SimulatedTime {
  private final AtomicLong nanos = new AtomicLong();

  /** Creates a time that begins at 0. */
  public VirtualTime() {}

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public void sleep(long nanos) {
    advance(Math.max(0, nanos));
  }

  /**
   * Makes it later.
   *
   * @param nanos by how much
   * @throws IllegalArgumentException if negative
   */
  public void advance(long nanos) {
    if (nanos < 0) {
      throw new IllegalArgumentException("time does not go back: " + nanos + " ns");
    }
    this.nanos.addAndGet(nanos);
  }
}
