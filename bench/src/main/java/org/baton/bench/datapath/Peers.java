package org.baton.bench.datapath;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.baton.bench.harness.JavaCommand;
import org.baton.bench.harness.Peer;
import org.baton.bench.side.PeerKind;

/** Who moves the content beside Baton. */
final class Peers {
  /** What was found the fastest for it here: docs/performance.md. */
  private static final int PUMP_BUFFER_BYTES = 256 << 10;

  private Peers() {}

  /**
   * All that can move it this way. Aeron has no TCP, and none of its own unix sockets: its
   * datagrams stand beside TCP, and its shared memory beside both.
   */
  static List<Peer> all(Configuration configuration, Path programs) {
    List<Peer> peers =
        new ArrayList<>(
            List.of(baton(), pump(programs), barePump(programs), java(PeerKind.NIO), netty()));
    if (!configuration.unix()) {
      peers.add(java(PeerKind.AERON_UDP));
    }
    peers.add(java(PeerKind.AERON_IPC));
    return peers;
  }

  static Peer baton() {
    return java(PeerKind.BATON);
  }

  /**
   * The plain pump in C.
   *
   * @param programs where the peers in C have been built
   */
  static Peer pump(Path programs) {
    return new Peer(
        "c",
        List.of(programs.resolve("pump").toString()),
        Map.of("buffer-bytes", Integer.toString(PUMP_BUFFER_BYTES)));
  }

  /** The same without checksums: what those cost. */
  private static Peer barePump(Path programs) {
    Peer pump = pump(programs);
    return new Peer("c-bare", pump.program(), pump.options()).with("checksum", "0");
  }

  /** On Java 25 it has its aligned buffers, and no other way round, only with that permission. */
  private static Peer netty() {
    return java(PeerKind.NETTY, "--sun-misc-unsafe-memory-access=allow");
  }

  private static Peer java(PeerKind kind, String... options) {
    return new Peer(kind.word(), JavaCommand.of(kind.word(), options), Map.of());
  }
}
