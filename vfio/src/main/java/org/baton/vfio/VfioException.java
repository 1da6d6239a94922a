package org.baton.vfio;

import java.io.IOException;

/**
 * A device, or the kernel on its behalf, refused something.
 *
 * <p>The message says which device, what was asked of it, what the kernel said (errno by name), and
 * what to do about it where that is known.
 */
public final class VfioException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The device's name as the user gave it. */
  private final String device;

  /** The kernel's errno, or 0 when the refusal is Baton's own. */
  private final int errno;

  private final boolean reset;

  /**
   * Creates an exception.
   *
   * @param device the device's name
   * @param message what was asked, what was answered, what to do
   * @param errno the kernel's errno (positive), or 0
   */
  public VfioException(String device, String message, int errno) {
    super("device " + device + ": " + message);
    this.device = device;
    this.errno = errno;
    this.reset = false;
  }

  /**
   * Tells how a refusal went on.
   *
   * @param refusal what was refused first; its device and errno are this one's too
   * @param sequel what was done about it, as the rest of its message
   * @param reset whether the device was reset
   */
  VfioException(VfioException refusal, String sequel, boolean reset) {
    super(refusal.getMessage() + sequel, refusal);
    this.device = refusal.device;
    this.errno = refusal.errno;
    this.reset = reset;
  }

  /** The device's name as the user gave it. */
  public String device() {
    return device;
  }

  /** The kernel's errno (positive), or 0 when the refusal is Baton's own. */
  public int errno() {
    return errno;
  }

  /** Whether the device was reset because of it, and so does not hold any more what it held. */
  public boolean wasReset() {
    return reset;
  }
}
