package org.baton.bindings.sys;

/**
 * The C library cannot be called: the JVM denies native access to this module, or the platform is
 * not the one the bindings were generated for.
 */
public final class NativeAccessException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NativeAccessException(String message, Throwable cause) {
    super(message, cause);
  }
}
