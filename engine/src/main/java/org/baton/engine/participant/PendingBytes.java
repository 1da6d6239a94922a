package org.baton.engine.participant;

/**
 * What a participant has left to send, in QEMU's terms ({@code save_query_pending}). All estimates
 * of its driver. Mutable and reused by the thread that asks.
 */
public final class PendingBytes {
  private long initialBytes;
  private long dirtyBytes;
  private long stopCopyBytes;

  /** Creates one that says nothing is left. */
  public PendingBytes() {}

  /**
   * Sets all fields.
   *
   * @param initialBytes initial data not read yet; 0 for a participant without precopy
   * @param dirtyBytes data that changed since it was read; 0 for a participant without precopy
   * @param stopCopyBytes what stop-copy would read if it began now
   */
  public void set(long initialBytes, long dirtyBytes, long stopCopyBytes) {
    this.initialBytes = initialBytes;
    this.dirtyBytes = dirtyBytes;
    this.stopCopyBytes = stopCopyBytes;
  }

  /** Initial data not read yet. */
  public long initialBytes() {
    return initialBytes;
  }

  /** Data that changed since it was read. */
  public long dirtyBytes() {
    return dirtyBytes;
  }

  /** What stop-copy would read if it began now. */
  public long stopCopyBytes() {
    return stopCopyBytes;
  }
}
