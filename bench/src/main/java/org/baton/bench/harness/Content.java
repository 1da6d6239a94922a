package org.baton.bench.harness;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * What is moved: a file in memory at the source, another at the destination. All of both is touched
 * before anything is measured, because the first touch of a page costs more than all the rest.
 *
 * <p>Before each round every page of the source's is changed, so that what a former round has
 * brought there is never taken for what this one should have.
 */
public final class Content implements AutoCloseable {
  private static final long PAGE_BYTES = 4096;
  private static final long MULTIPLIER = 0x5851F42D4C957F2DL;
  private static final int ROUND_SHIFT = 32;

  private final long length;
  private final MemoryFile source;
  private final MemoryFile destination;
  private long round;

  /** Makes both files. */
  public Content(long length) {
    this.length = length;
    source = new MemoryFile("baton-bench-source", length);
    destination = new MemoryFile("baton-bench-destination", length);
    fill(source.segment());
    destination.segment().fill((byte) 0);
  }

  /** What is read. */
  public MemoryFile source() {
    return source;
  }

  /** What is written. */
  public MemoryFile destination() {
    return destination;
  }

  /** Bytes. */
  public long length() {
    return length;
  }

  /** Makes every page of the source's different from all rounds before. */
  public void change() {
    round++;
    MemorySegment segment = source.segment();
    for (long page = 0; page < length / PAGE_BYTES; page++) {
      segment.set(JAVA_LONG, page * PAGE_BYTES, (round << ROUND_SHIFT) ^ page);
    }
  }

  /**
   * Compares the digests of both, which takes in every byte.
   *
   * @throws IOException if they differ
   */
  public void verify(long bytes) throws IOException {
    int sent = source.digest(bytes);
    int arrived = destination.digest(bytes);
    if (sent != arrived) {
      throw new IOException(
          "what has arrived is not what was sent: CRC32C %08x, not %08x".formatted(arrived, sent));
    }
  }

  /** No two pages are alike, and nothing of it is a zero that somebody could skip. */
  private static void fill(MemorySegment segment) {
    long value = 1;
    long words = segment.byteSize() / Long.BYTES;
    for (long word = 0; word < words; word++) {
      value = value * MULTIPLIER + 1;
      segment.setAtIndex(JAVA_LONG, word, value);
    }
    segment.asSlice(words * Long.BYTES).fill((byte) 1);
  }

  @Override
  public void close() {
    source.close();
    destination.close();
  }
}
