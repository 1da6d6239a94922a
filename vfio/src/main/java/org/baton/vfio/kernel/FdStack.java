package org.baton.vfio.kernel;

import org.baton.vfio.VfioException;

/** File descriptors that were opened one after another and are closed in reverse. */
final class FdStack implements AutoCloseable {
  private final KernelCalls calls;
  // Deepest: container, group, device.
  private final int[] fds = new int[3];
  private int size;

  FdStack(KernelCalls calls) {
    this.calls = calls;
  }

  /**
   * Opens a node and adds its descriptor.
   *
   * @param device the name of the device it is for
   * @param node the path
   * @throws VfioException if the kernel refuses
   */
  int open(String device, String node) throws VfioException {
    int fd = calls.open(node);
    if (fd < 0) {
      throw Refusal.of(device, "open of " + node, fd, Mends.open(-fd, node));
    }
    return push(fd);
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
