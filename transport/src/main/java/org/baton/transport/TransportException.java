package org.baton.transport;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A connection could not be made, or broke, or carried what it must not. */
public final class TransportException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened, on which address, what the kernel said, what to do
   */
  public TransportException(String message) {
    this(message, null);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message what happened, on which address, what the kernel said, what to do
   * @param cause the reason behind it, or null
   */
  public TransportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
