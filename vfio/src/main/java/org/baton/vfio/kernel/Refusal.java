package org.baton.vfio.kernel;

import org.baton.bindings.sys.Errno;
import org.baton.vfio.VfioException;

/** Turns an errno into the exception of this package: who, what, what the kernel said, the mend. */
final class Refusal {
  private Refusal() {}

  /**
   * Makes an exception.
   *
   * @param device the device's name
   * @param request what was asked, as the start of a sentence
   * @param result the negated errno
   * @param mend what to do about it, or ""
   */
  static VfioException of(String device, String request, long result, String mend) {
    int errno = (int) -result;
    return new VfioException(device, text(request, errno) + after(mend), errno);
  }

  /** "REQUEST failed: EBUSY (Device or resource busy)". */
  static String text(String request, int errno) {
    return request + " failed: " + Errno.describe(errno);
  }

  /** The mend as the rest of a sentence. */
  static String after(String mend) {
    return mend.isEmpty() ? "" : "; " + mend;
  }
}
