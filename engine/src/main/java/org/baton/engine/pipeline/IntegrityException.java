package org.baton.engine.pipeline;

import java.io.IOException;

/** What arrived is not what was sent. */
public final class IntegrityException extends IOException {
  private static final long serialVersionUID = 1L;

  IntegrityException(String participant, StreamTotals sent, StreamTotals loaded) {
    super(
        String.format(
            "%s: %d bytes in %d chunks with digest %08x were sent, %d bytes in %d chunks with"
                + " digest %08x arrived",
            participant,
            sent.bytes(),
            sent.chunks(),
            sent.digest(),
            loaded.bytes(),
            loaded.chunks(),
            loaded.digest()));
  }
}
