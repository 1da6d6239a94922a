package org.baton.transport.message;

import java.io.IOException;
import org.baton.transport.wire.FailCode;

/** The peer sent what it must not send, or not now. */
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  private final FailCode code;

  /**
   * Creates an exception with the code {@link FailCode#PROTOCOL}.
   *
   * @param message what came and what was expected
   */
  public ProtocolException(String message) {
    this(FailCode.PROTOCOL, message);
  }

  /**
   * Creates an exception.
   *
   * @param code what the peer is told
   * @param message what came and what was expected
   */
  public ProtocolException(FailCode code, String message) {
    super(message);
    this.code = code;
  }

  /** What the peer is told. */
  public FailCode code() {
    return code;
  }
}
