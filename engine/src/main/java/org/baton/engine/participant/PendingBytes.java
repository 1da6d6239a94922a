package org.baton.engine.participant;

/**
 * What a participant has left to send, in QEMU's terms ({@code save_query_pending}). All estimates
 * of its driver, but for the rate, which Baton measures. Mutable and reused by the thread that
 * asks.
 */
public final class PendingBytes {
  private long initialBytes;
  private long dirtyBytes;
  private long stopCopyBytes;
  private long reinits;
  private long dirtyBytesPerSecond;

  /** Creates one that says nothing is left. */
  public PendingBytes() {}

  /**
   * Sets all fields.
   *
   * @param initialBytes initial data not read yet; 0 for a participant without precopy
   * @param dirtyBytes data that changed since it was read; 0 for a participant without precopy
   * @param stopCopyBytes what stop-copy would read if it began now
   * @param reinits how often it has re-initialised so far, each time with new initial data
   */
  public void set(long initialBytes, long dirtyBytes, long stopCopyBytes, long reinits) {
    this.initialBytes = initialBytes;
    this.dirtyBytes = dirtyBytes;
    this.stopCopyBytes = stopCopyBytes;
    this.reinits = reinits;
  }

  /** Sets how fast the guest makes new dirty data. */
  public void measured(long bytesPerSecond) {
    dirtyBytesPerSecond = bytesPerSecond;
  }

  /** Takes over all fields of another one. */
  public void copy(PendingBytes other) {
    set(other.initialBytes, other.dirtyBytes, other.stopCopyBytes, other.reinits);
    measured(other.dirtyBytesPerSecond);
  }

  /** How fast the guest makes new dirty data, in bytes per second; 0 if not seen yet. */
  public long dirtyBytesPerSecond() {
    return dirtyBytesPerSecond;
  }

  /** Initial data not read yet. */
  public long initialBytes() {
    return initialBytes;
  }

  /** Data that changed since it was read. */
  public long dirtyBytes() {
    return dirtyBytes;
  }

  /** How often it has re-initialised so far, each time with new initial data. */
  public long reinits() {
    return reinits;
  }

  /** What stop-copy would read if it began now. */
  public long stopCopyBytes() {
    return stopCopyBytes;
  }
}
