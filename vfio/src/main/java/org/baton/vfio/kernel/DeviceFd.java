package org.baton.vfio.kernel;

/**
 * The fd of a device, and those it hangs on.
 *
 * <p>Read anew for every request: after {@link #close()} it is -1, so that a late request answers
 * EBADF and never hits a number the kernel has given to somebody else.
 */
final class DeviceFd implements AutoCloseable {
  private static final int CLOSED = -1;

  private final FdStack owned;
  private volatile int fd;

  /**
   * Wraps a device's fd.
   *
   * @param fd the device
   * @param owned what to close with it; empty for a borrowed fd
   */
  DeviceFd(int fd, FdStack owned) {
    this.fd = fd;
    this.owned = owned;
  }

  /** The fd, or a negative number after {@link #close()}. */
  int fd() {
    return fd;
  }

  /** Closes what is owned. Idempotent. */
  @Override
  public void close() {
    fd = CLOSED;
    owned.close();
  }
}
