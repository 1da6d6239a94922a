package org.baton.transport;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import org.baton.bindings.sys.Libc;
import org.baton.bindings.sys.MappedMemory;
import org.baton.bindings.sys.PageKind;
import org.baton.bindings.sys.SystemCallException;

/**
 * One mapped piece of memory from which channels send and into which they receive.
 *
 * <p>Opened once for a migration and never per chunk. Closing it is refused while a channel still
 * holds it: the kernel may be writing to an address that no arena knows of.
 *
 * <p><b>Threading:</b> any thread; who may touch which bytes is the business of the channels.
 */
public final class Slab implements AutoCloseable {
  private final MappedMemory memory;
  private final String backing;
  private int holds;
  private boolean closed;

  private Slab(MappedMemory memory, String backing) {
    this.memory = memory;
    this.backing = backing;
  }

  /**
   * Maps zeroed memory in huge pages, or in transparent huge pages, or in base pages, whichever the
   * kernel grants first, and touches every page, so that no first-touch fault is left for the data
   * path.
   *
   * @param length bytes, above 0
   * @return a slab that nobody holds yet
   * @throws TransportException if the kernel grants no memory of that length
   */
  public static Slab map(long length) throws TransportException {
    MappedMemory memory;
    try {
      memory = MappedMemory.anonymous(length, PageKind.HUGE);
    } catch (SystemCallException e) {
      throw new TransportException(
          "no memory for a slab of " + length + " bytes: " + e.getMessage(), e);
    }
    touch(memory.segment());
    return new Slab(memory, describe(memory));
  }

  /**
   * Makes a slab of memory that is mapped already, a guest's for example. The slab owns it from now
   * on. Its pages are not touched.
   *
   * @param memory the mapping, which {@link #close()} unmaps
   * @return a slab that nobody holds yet
   */
  public static Slab adopt(MappedMemory memory) {
    return new Slab(memory, describe(memory) + ", mapped by its owner and not touched");
  }

  /** The memory, of {@link #length()} bytes. */
  public MemorySegment segment() {
    return memory.segment();
  }

  /** Where the memory begins, as the kernel is told. */
  public long address() {
    return memory.address();
  }

  /** Bytes. */
  public long length() {
    return memory.length();
  }

  /** What backs the memory, and why nothing better: for example {@code "4 KiB pages (…)"}. */
  public String backing() {
    return backing;
  }

  /**
   * Forbids {@link #close()} until the hold is closed. Whoever gives the kernel an address of this
   * memory, or reads or writes it from another thread, keeps one.
   *
   * @throws IllegalStateException if the slab is closed
   */
  public synchronized SlabHold hold() {
    if (closed) {
      throw new IllegalStateException("the slab is closed");
    }
    holds++;
    return new SlabHold(this);
  }

  /**
   * Unmaps the memory. Idempotent.
   *
   * @throws IllegalStateException while somebody holds the slab
   */
  @Override
  public synchronized void close() {
    if (holds > 0) {
      throw new IllegalStateException(
          "the slab is held %d times, and the kernel may still use its memory: close the channels"
                  .formatted(holds)
              + " first");
    }
    if (!closed) {
      closed = true;
      memory.close();
    }
  }

  synchronized void release() {
    holds--;
  }

  private static void touch(MemorySegment segment) {
    long step = Libc.pageSize();
    long length = segment.byteSize();
    for (long offset = 0; offset < length; offset += step) {
      segment.set(JAVA_BYTE, offset, (byte) 0);
    }
  }

  private static String describe(MappedMemory memory) {
    String pages =
        switch (memory.pageKind()) {
          case HUGE -> "2 MiB huge pages";
          case TRANSPARENT_HUGE -> "transparent huge pages";
          case BASE -> Libc.pageSize() / 1024 + " KiB pages";
        };
    String cause = memory.fallbackCause();
    return cause.isEmpty() ? pages : pages + " (" + cause + ")";
  }
}
