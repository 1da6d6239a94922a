package org.baton.vfio.kernel;

import java.lang.foreign.MemorySegment;

/**
 * All that a kernel device asks of the kernel. Every call returns its result, or the negated errno;
 * an interrupted call is made again. None but {@link #open} allocates.
 */
interface KernelCalls {
  /** {@code open(2)} for reading and writing, close-on-exec. */
  int open(String path);

  /** {@code close(2)}. */
  int close(int fd);

  /** {@code ioctl(2)} with a number as its argument. */
  int ioctl(int fd, int request, long argument);

  /** {@code ioctl(2)} with a struct as its argument. */
  int ioctl(int fd, int request, MemorySegment argument);

  /** {@code read(2)}. */
  long read(int fd, MemorySegment buffer, long offset, long length);

  /** {@code write(2)}. */
  long write(int fd, MemorySegment buffer, long offset, long length);

  /** {@code pread(2)}. */
  long pread(int fd, MemorySegment buffer, long offset, long length, long position);

  /** {@code pwrite(2)}. */
  long pwrite(int fd, MemorySegment buffer, long offset, long length, long position);
}
