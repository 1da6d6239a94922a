package org.baton.bindings.sys;

/** A system call failed; the message names the call and the error as the kernel's headers do. */
public final class SystemCallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String call;
  private final int errno;

  /**
   * Makes the exception of one failed call.
   *
   * @param call what was attempted, as the start of a sentence: {@code "open of /dev/vfio/12"}
   * @param errno the error number, positive
   */
  public SystemCallException(String call, int errno) {
    super(call + " failed: " + Errno.describe(errno));
    this.call = call;
    this.errno = errno;
  }

  /**
   * Passes a result on, or throws.
   *
   * @param call what was attempted
   * @param result what a method of this package returned
   * @return {@code result}, never negative
   * @throws SystemCallException when {@code result} is a negated error number
   */
  public static int check(String call, int result) {
    if (result < 0) {
      throw new SystemCallException(call, -result);
    }
    return result;
  }

  /**
   * Passes a result on, or throws.
   *
   * @param call what was attempted
   * @param result what a method of this package returned
   * @return {@code result}, never negative
   * @throws SystemCallException when {@code result} is a negated error number
   */
  public static long check(String call, long result) {
    if (result < 0) {
      throw new SystemCallException(call, (int) -result);
    }
    return result;
  }

  /**
   * What was attempted.
   *
   * @return the call, as it was given
   */
  public String call() {
    return call;
  }

  /**
   * What the kernel said.
   *
   * @return the error number, positive
   */
  public int errno() {
    return errno;
  }
}
