package org.baton.bench.ack;

import java.nio.file.Path;
import java.util.Locale;

/** What kind of sockets. */
enum Medium {
  /** TCP on the loopback. */
  TCP,
  /** Unix stream sockets. */
  UNIX;

  /** In reports. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Where a destination is to listen.
   *
   * @param folder that this run alone uses
   */
  String endpoint(Path folder, String peer) {
    return this == UNIX ? "unix:" + folder.resolve(peer) : "tcp:127.0.0.1:0";
  }
}
