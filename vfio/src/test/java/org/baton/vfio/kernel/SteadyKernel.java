package org.baton.vfio.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.baton.bindings.linux.Linux;

/** A kernel that always says yes and allocates nothing itself, to measure what its callers do. */
final class SteadyKernel implements KernelCalls {
  static final int BYTES = 16;

  private int state = Linux.VFIO_DEVICE_STATE_RUNNING();

  @Override
  public int open(String path) {
    return 3;
  }

  @Override
  public int close(int fd) {
    return 0;
  }

  @Override
  public int ioctl(int fd, int request, long argument) {
    return 0;
  }

  @Override
  public int ioctl(int fd, int request, MemorySegment argument) {
    if (request != Linux.VFIO_DEVICE_FEATURE()) {
      return 0;
    }
    int flags = argument.get(ValueLayout.JAVA_INT, 4);
    boolean set = (flags & Linux.VFIO_DEVICE_FEATURE_SET()) != 0;
    switch (flags & Linux.VFIO_DEVICE_FEATURE_MASK()) {
      case 1 -> argument.set(ValueLayout.JAVA_LONG, 8, 7);
      case 2 -> {
        if (set) {
          state = argument.get(ValueLayout.JAVA_INT, 8);
        }
        boolean session = set && state != Linux.VFIO_DEVICE_STATE_RUNNING();
        argument.set(ValueLayout.JAVA_INT, 8, state);
        argument.set(ValueLayout.JAVA_INT, 12, session ? 5 : -1);
      }
      case 9 -> argument.set(ValueLayout.JAVA_LONG, 8, 4096);
      default -> {
        // The others have no answer.
      }
    }
    return 0;
  }

  @Override
  public long read(int fd, MemorySegment buffer, long offset, long length) {
    return BYTES;
  }

  @Override
  public long write(int fd, MemorySegment buffer, long offset, long length) {
    return BYTES;
  }

  @Override
  public long pread(int fd, MemorySegment buffer, long offset, long length, long position) {
    return BYTES;
  }

  @Override
  public long pwrite(int fd, MemorySegment buffer, long offset, long length, long position) {
    return BYTES;
  }
}
