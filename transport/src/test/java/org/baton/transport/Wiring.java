package org.baton.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How two sides under test are connected. */
enum Wiring {
  TCP,
  UNIX;

  private static final long TIMEOUT_NANOS = 5_000_000_000L;

  /** Two connections that are each other's peer. */
  Connection[] connect() throws IOException {
    Path directory = Files.createTempDirectory("baton");
    try (Listener listener =
        Listener.bind(
            this == TCP
                ? Endpoint.parse("127.0.0.1:0")
                : Endpoint.unix(directory.resolve("socket")))) {
      Connection connecting = Connection.connect(listener.endpoint(), TIMEOUT_NANOS);
      return new Connection[] {connecting, accept(listener)};
    } finally {
      Files.delete(directory);
    }
  }

  /** The connection that waits at a listener. */
  static Connection accept(Listener listener) throws IOException {
    Connection accepted = listener.accept(TIMEOUT_NANOS);
    if (accepted == null) {
      throw new IOException("nothing to accept on " + listener.endpoint());
    }
    return accepted;
  }
}
