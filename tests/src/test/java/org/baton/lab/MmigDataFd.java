package org.baton.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.baton.bindings.sys.Libc;

/**
 * The data fd of the one session of {@code mmig} that is open in this process, for what Baton does
 * not ask of it. It belongs to the device that opened it.
 */
final class MmigDataFd {
  /** {@code struct vfio_precopy_info}. */
  static final int INFO_BYTES = 24;

  private static final int POLLIN = 1;
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;
  private static final int O_NONBLOCK = 2048;
  private static final int VFIO_MIG_GET_PRECOPY_INFO = ';' << 8 | 121;

  private final int fd;

  private MmigDataFd(int fd) {
    this.fd = fd;
  }

  /** Finds it. */
  static MmigDataFd find() {
    try (var list = Files.list(Path.of("/proc/self/fd"))) {
      return new MmigDataFd(
          list.filter(MmigDataFd::isOfMmig)
              .map(link -> Integer.parseInt(link.getFileName().toString()))
              .findFirst()
              .orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOfMmig(Path link) {
    try {
      return Files.readSymbolicLink(link).toString().startsWith("anon_inode:mmig");
    } catch (IOException e) {
      // Another thread has closed it meanwhile.
      return false;
    }
  }

  /** Whether {@code poll} says at once that there is something to read. */
  boolean isReadable() {
    MemorySegment pollfd = Arena.ofAuto().allocate(8, 4);
    pollfd.set(ValueLayout.JAVA_INT, 0, fd);
    pollfd.set(ValueLayout.JAVA_SHORT, 4, (short) POLLIN);
    return Libc.poll(pollfd, 0) == 1 && (pollfd.get(ValueLayout.JAVA_SHORT, 6) & POLLIN) != 0;
  }

  /** Reads, and says what the kernel says. */
  long read(MemorySegment buffer, int length) {
    return Libc.read(fd, buffer, 0, length);
  }

  /** Asks for precopy info, in memory that may not be writable. */
  int precopyInfo(MemorySegment info) {
    return Libc.ioctl(fd, VFIO_MIG_GET_PRECOPY_INFO, info.address());
  }

  /** Whether a read waits. */
  void blocking(boolean yes) {
    int flags = Libc.fcntl(fd, F_GETFL, 0);
    Libc.fcntl(fd, F_SETFL, yes ? flags & ~O_NONBLOCK : flags | O_NONBLOCK);
  }
}
