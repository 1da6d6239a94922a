package org.baton.transport;

import java.lang.foreign.MemorySegment;

/**
 * One mapped piece of memory from which channels send and into which they receive.
 *
 * <p>Opened once for a migration and never per chunk. Closing it is refused while a channel still
 * holds it: the kernel may be writing to an address that no arena knows of.
 */
public interface Slab extends AutoCloseable {
  /** The memory, of {@link #length()} bytes. */
  MemorySegment segment();

  /** Bytes. */
  long length();

  /** What backs the memory, and why nothing better: for example {@code "4 KiB pages (…)"}. */
  String backing();

  /**
   * Unmaps the memory. Idempotent.
   *
   * @throws IllegalStateException while a channel holds the slab
   */
  @Override
  void close();
}
