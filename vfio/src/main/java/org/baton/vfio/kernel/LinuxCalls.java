package org.baton.vfio.kernel;

import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.sys.Descriptors;
import org.baton.bindings.sys.Libc;

/** The calls of the machine this runs on. */
final class LinuxCalls implements KernelCalls {
  static final LinuxCalls INSTANCE = new LinuxCalls();

  private static final int INTERRUPTED = -Linux.EINTR();

  private LinuxCalls() {}

  @Override
  public int open(String path) {
    return Descriptors.open(path, Linux.O_RDWR());
  }

  @Override
  public int close(int fd) {
    return Libc.close(fd);
  }

  @Override
  public int ioctl(int fd, int request, long argument) {
    int result;
    do {
      result = Libc.ioctl(fd, request, argument);
    } while (result == INTERRUPTED);
    return result;
  }

  // An interrupted VFIO request has reported nothing and is safe to repeat: a SET names where the
  // walk ends, not a step of it.
  @Override
  public int ioctl(int fd, int request, MemorySegment argument) {
    int result;
    do {
      result = Libc.ioctl(fd, request, argument);
    } while (result == INTERRUPTED);
    return result;
  }

  @Override
  public long read(int fd, MemorySegment buffer, long offset, long length) {
    return Libc.read(fd, buffer, offset, length);
  }

  @Override
  public long write(int fd, MemorySegment buffer, long offset, long length) {
    return Libc.write(fd, buffer, offset, length);
  }

  @Override
  public long pread(int fd, MemorySegment buffer, long offset, long length, long position) {
    return Libc.pread(fd, buffer, offset, length, position);
  }

  @Override
  public long pwrite(int fd, MemorySegment buffer, long offset, long length, long position) {
    return Libc.pwrite(fd, buffer, offset, length, position);
  }
}
