package org.baton.engine.pipeline;

/**
 * A whole stream in three numbers. Equal on both sides, or something was lost on the way.
 *
 * @param chunks in the stream
 * @param bytes in the stream
 * @param digest CRC32C of the stream
 */
public record StreamTotals(long chunks, long bytes, int digest) {
  /** Whether the other side, which does not count chunks, has loaded this. */
  public boolean isLoaded(long loadedBytes, int loadedDigest) {
    return bytes == loadedBytes && digest == loadedDigest;
  }

  /** In what way it has not, for people. */
  public String difference(long loadedBytes, int loadedDigest) {
    return "sent %d bytes with digest %08x, the destination loaded %d bytes with digest %08x"
        .formatted(bytes, digest, loadedBytes, loadedDigest);
  }
}
