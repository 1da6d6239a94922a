package org.baton.bindings.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.Linux;

/**
 * Memory of {@code mmap(2)}, until it is closed.
 *
 * <p>The segment may be used by every thread. Closing unmaps it, and a use of the segment after
 * that throws {@link IllegalStateException}; a bare address that somebody kept, or that a ring
 * entry still carries, is the keeper's to account for. Opening and closing are for the start and
 * the end: closing stops every thread of the JVM for a moment.
 */
public final class MappedMemory implements AutoCloseable {
  private static final int HUGE_PAGE_SHIFT = 21;
  private static final long HUGE_PAGE = 1L << HUGE_PAGE_SHIFT;

  private final Arena arena;
  private final MemorySegment segment;
  private final PageKind pageKind;
  private final String fallbackCause;

  @SuppressWarnings("MustBeClosedChecker") // The arena is this object's, and close() closes it.
  private MappedMemory(
      long address,
      long length,
      long mappedLength,
      int protection,
      PageKind pageKind,
      String fallbackCause) {
    this.arena = Arena.ofShared();
    MemorySegment mapped =
        MemorySegment.ofAddress(address)
            .reinterpret(length, arena, ignored -> unmap(address, mappedLength));
    // A store to pages without PROT_WRITE is no exception but SIGSEGV.
    this.segment = (protection & Linux.PROT_WRITE()) != 0 ? mapped : mapped.asReadOnly();
    this.pageKind = pageKind;
    this.fallbackCause = fallbackCause;
  }

  /**
   * Maps zeroed memory of this process alone, in base pages.
   *
   * @param length the length in bytes, above 0
   * @return the mapping
   * @throws SystemCallException when the kernel refuses
   */
  public static MappedMemory anonymous(long length) {
    return anonymous(length, PageKind.BASE);
  }

  /**
   * Maps zeroed memory of this process alone, in the pages preferred or the next kind down that the
   * kernel grants. {@link #pageKind} tells which, {@link #fallbackCause} why.
   *
   * @param length the length in bytes, above 0
   * @param preferred the pages wanted
   * @return the mapping
   * @throws SystemCallException when the kernel refuses base pages too
   */
  public static MappedMemory anonymous(long length, PageKind preferred) {
    requirePositive(length);
    int flags = Linux.MAP_PRIVATE() | Linux.MAP_ANONYMOUS();
    String cause = "";
    if (preferred == PageKind.HUGE) {
      long mappedLength = Math.addExact(length, HUGE_PAGE - 1) & -HUGE_PAGE;
      int hugeFlags = flags | Linux.MAP_HUGETLB() | HUGE_PAGE_SHIFT << Linux.MAP_HUGE_SHIFT();
      long address = MemoryCalls.mmap(mappedLength, readWrite(), hugeFlags, -1, 0);
      if (address >= 0) {
        return new MappedMemory(address, length, mappedLength, readWrite(), PageKind.HUGE, cause);
      }
      cause =
          "mmap of %d bytes in 2 MiB pages: %s; sysctl vm.nr_hugepages reserves them"
              .formatted(mappedLength, Errno.describe((int) -address));
    }
    long address =
        SystemCallException.check(
            "mmap of " + length + " bytes", MemoryCalls.mmap(length, readWrite(), flags, -1, 0));
    PageKind granted = PageKind.BASE;
    if (preferred != PageKind.BASE) {
      int advised = MemoryCalls.madvise(address, length, Linux.MADV_HUGEPAGE());
      if (advised < 0) {
        String refusal = "madvise MADV_HUGEPAGE: " + Errno.describe(-advised);
        cause = cause.isEmpty() ? refusal : cause + "; " + refusal;
      } else {
        granted = PageKind.TRANSPARENT_HUGE;
      }
    }
    return new MappedMemory(address, length, length, readWrite(), granted, cause);
  }

  /**
   * Maps a part of a file, a memory file or a ring for reading and writing, shared with its other
   * users.
   *
   * @param fd the descriptor, which may be closed afterwards
   * @param offset where the part starts, in bytes, at a page
   * @param length the length in bytes, above 0
   * @return the mapping
   * @throws SystemCallException when the kernel refuses
   */
  public static MappedMemory shared(int fd, long offset, long length) {
    return shared(fd, offset, length, readWrite(), 0);
  }

  /**
   * Maps a part of a file, a memory file or a ring, shared with its other users.
   *
   * @param fd the descriptor, which may be closed afterwards
   * @param offset where the part starts, in bytes, at a page
   * @param length the length in bytes, above 0
   * @param protection {@code PROT_*}
   * @param flags more of {@code MAP_*}, {@code MAP_POPULATE} for example; {@code MAP_SHARED} is
   *     added
   * @return the mapping
   * @throws SystemCallException when the kernel refuses
   */
  public static MappedMemory shared(int fd, long offset, long length, int protection, int flags) {
    requirePositive(length);
    long address =
        SystemCallException.check(
            "mmap of %d bytes at %d of descriptor %d".formatted(length, offset, fd),
            MemoryCalls.mmap(length, protection, flags | Linux.MAP_SHARED(), fd, offset));
    return new MappedMemory(address, length, length, protection, PageKind.BASE, "");
  }

  /**
   * The memory.
   *
   * @return a segment of exactly {@link #length} bytes; read-only if it was mapped without {@code
   *     PROT_WRITE}
   */
  public MemorySegment segment() {
    return segment;
  }

  /**
   * Where the memory is.
   *
   * @return the address, which starts a page
   */
  public long address() {
    return segment.address();
  }

  /**
   * How much was asked for.
   *
   * @return the length in bytes
   */
  public long length() {
    return segment.byteSize();
  }

  /**
   * What is behind the mapping.
   *
   * @return the kind granted; {@link PageKind#BASE} for a shared mapping, whose pages are the
   *     file's
   */
  public PageKind pageKind() {
    return pageKind;
  }

  /**
   * Why the pages are not of the kind preferred.
   *
   * @return the cause, for a person to read; empty when they are
   */
  public String fallbackCause() {
    return fallbackCause;
  }

  /**
   * Unmaps the memory; a second call does nothing.
   *
   * @throws IllegalStateException while a call into native code holds the segment; nothing was
   *     unmapped
   */
  @Override
  public synchronized void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  private static void unmap(long address, long length) {
    SystemCallException.check("munmap", MemoryCalls.munmap(address, length));
  }

  private static int readWrite() {
    return Linux.PROT_READ() | Linux.PROT_WRITE();
  }

  private static void requirePositive(long length) {
    if (length <= 0) {
      throw new IllegalArgumentException("A mapping of " + length + " bytes");
    }
  }
}
