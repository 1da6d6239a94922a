package org.baton.vfio.kernel;

/** File descriptors that were opened one after another and are closed in reverse. */
final class FdStack implements AutoCloseable {
  private final KernelCalls calls;
  // Deepest: container, group, device.
  private final int[] fds = new int[3];
  private int size;

  FdStack(KernelCalls calls) {
    this.calls = calls;
  }

  /** Adds a descriptor, which belongs to this stack from now on. */
  int push(int fd) {
    fds[size++] = fd;
    return fd;
  }

  /** Closes what was pushed, the last first. Idempotent. */
  @Override
  public void close() {
    while (size > 0) {
      calls.close(fds[--size]);
    }
  }
}
