package org.baton.engine.report;

/**
 * What a participant had left to read when it was asked last, as its driver estimates, and how fast
 * it makes more.
 *
 * @param initialBytes initial data not read yet
 * @param dirtyBytes data changed since it was read
 * @param stopCopyBytes what stop-copy would move
 * @param dirtyBytesPerSecond how fast the guest makes new dirty data, as measured while it ran; 0
 *     if it was not seen
 */
public record PendingReport(
    long initialBytes, long dirtyBytes, long stopCopyBytes, long dirtyBytesPerSecond) {
  /** Nothing is left. */
  public static final PendingReport NONE = new PendingReport(0, 0, 0, 0);
}
