package org.baton.bench.harness;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.sys.Descriptors;
import org.baton.bindings.sys.Libc;
import org.baton.bindings.sys.MappedMemory;
import org.baton.bindings.sys.SystemCallException;

/** A file in memory that other processes can open. */
public final class MemoryFile implements AutoCloseable {
  /** A ByteBuffer can see no more at a time. */
  private static final long VIEW_BYTES = 1L << 30;

  private final int fd;
  private final MappedMemory memory;

  /**
   * Makes one, of zeros that were not touched.
   *
   * @throws SystemCallException if the kernel refuses
   */
  public MemoryFile(String name, long length) {
    fd =
        SystemCallException.check(
            "memfd_create", Descriptors.memfdCreate(name, Linux.MFD_CLOEXEC()));
    int ignored = SystemCallException.check("ftruncate", Descriptors.ftruncate(fd, length));
    memory = MappedMemory.shared(fd, 0, length);
  }

  /** How this process's children, and others of the same user, can open it. */
  public Path path() {
    return Path.of("/proc/%d/fd/%d".formatted(ProcessHandle.current().pid(), fd));
  }

  /** Its bytes. */
  public MemorySegment segment() {
    return memory.segment();
  }

  /** CRC32C of its first bytes. */
  public int digest(long bytes) {
    CRC32C digest = new CRC32C();
    for (long offset = 0; offset < bytes; offset += VIEW_BYTES) {
      digest.update(segment().asSlice(offset, Math.min(VIEW_BYTES, bytes - offset)).asByteBuffer());
    }
    return (int) digest.getValue();
  }

  @Override
  public void close() {
    memory.close();
    int ignored = Libc.close(fd);
  }
}
