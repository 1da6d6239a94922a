package org.baton.bench.datapath;

import java.nio.file.Path;

/**
 * What the content moves through.
 *
 * @param unix over unix sockets, else over TCP on the loopback
 * @param channels connections beside each other
 */
record Configuration(boolean unix, int channels) {
  /** In reports. */
  String name() {
    return (unix ? "unix-" : "tcp-") + channels;
  }

  /**
   * Where a peer's destination is to listen.
   *
   * @param sockets a folder that this run alone uses
   */
  String endpoint(Path sockets, String peer) {
    return unix ? "unix:" + sockets.resolve(name() + "-" + peer) : "tcp:127.0.0.1:0";
  }
}
