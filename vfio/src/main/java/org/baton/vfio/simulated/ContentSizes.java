package org.baton.vfio.simulated;

/**
 * How much there is to read of a simulated device.
 *
 * <p>All sizes are bytes of the stream. They are rounded up to whole 32-byte units, because the
 * stream consists of such.
 *
 * @param initialBytes initial data of a session, at least its 64-byte header
 * @param reinitBytes initial data that a re-initialisation adds, at least 64
 * @param stopCopyBytes what only STOP_COPY reads, at least the 64-byte end record
 * @param dirtyBytesPerSecond how fast the running guest changes what was read, at most 8 GiB/s
 * @param dirtyLimitBytes the most that can be changed and unread at once (what is changed twice is
 *     read once); 0 for no limit
 */
public record ContentSizes(
    long initialBytes,
    long reinitBytes,
    long stopCopyBytes,
    long dirtyBytesPerSecond,
    long dirtyLimitBytes) {
  private static final long MAX_BYTES = 1L << 50;

  /** Checks and rounds. */
  public ContentSizes {
    initialBytes = rounded("initialBytes", initialBytes, StreamHeaderDescriptor.LENGTH);
    reinitBytes = rounded("reinitBytes", reinitBytes, RecordDescriptor.END_LENGTH);
    stopCopyBytes = rounded("stopCopyBytes", stopCopyBytes, RecordDescriptor.END_LENGTH);
    if (dirtyBytesPerSecond < 0 || dirtyBytesPerSecond > DirtyMeter.MAX_BYTES_PER_SECOND) {
      throw new IllegalArgumentException(
          "dirtyBytesPerSecond must be 0 to 8G, not " + dirtyBytesPerSecond);
    }
    int unit = DirtyMeter.UNIT_BYTES;
    if (dirtyLimitBytes != 0) {
      long limit = rounded("dirtyLimitBytes", dirtyLimitBytes, unit);
      dirtyLimitBytes = Math.ceilDiv(limit, unit) * unit;
    }
  }

  private static long rounded(String name, long bytes, int least) {
    if (bytes < 0 || bytes > MAX_BYTES) {
      throw new IllegalArgumentException(name + " must be 0 to 1024T, not " + bytes);
    }
    int unit = RecordDescriptor.HEAD_LENGTH;
    return Math.max(least, Math.ceilDiv(bytes, unit) * unit);
  }
}
