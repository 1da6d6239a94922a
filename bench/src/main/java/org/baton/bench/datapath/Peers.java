package org.baton.bench.datapath;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.baton.bench.harness.JavaCommand;
import org.baton.bench.harness.Peer;
import org.baton.bench.netty.NettyTransport;
import org.baton.bench.side.PeerKind;

/**
 * Who moves the content beside Baton, each with what was found the fastest for it: buffers of 64
 * KiB to 1 MiB were tried, with one channel on two processors. Through unix sockets 128 KiB was the
 * fastest for the pump and for NIO, more and less were slower. Over TCP the pump gained a little up
 * to 1 MiB, and NIO and Netty nothing that stands out from 256 KiB on.
 */
final class Peers {
  private static final int UNIX_BUFFER_BYTES = 128 << 10;
  private static final int PUMP_TCP_BUFFER_BYTES = 1 << 20;
  private static final int JAVA_TCP_BUFFER_BYTES = 256 << 10;

  private Peers() {}

  /**
   * All that can move it this way. Aeron has neither TCP nor unix sockets: its datagrams stand
   * beside TCP, its shared memory, which no network has, beside unix sockets, and for comparison
   * beside TCP, too.
   *
   * @param baton with what it is told besides
   */
  static List<Peer> all(Configuration configuration, Path programs, Peer baton) {
    Peer nio = java(PeerKind.NIO);
    // Without that permission Netty cannot align its buffers on Java 25.
    Peer netty =
        java(PeerKind.NETTY, "--sun-misc-unsafe-memory-access=allow")
            .with("transport", NettyTransport.available());
    int bytes = configuration.unix() ? UNIX_BUFFER_BYTES : JAVA_TCP_BUFFER_BYTES;
    List<Peer> peers =
        new ArrayList<>(
            List.of(
                baton,
                pump(configuration, programs),
                barePump(configuration, programs),
                buffers(nio, bytes),
                buffers(netty, bytes)));
    Peer sharedMemory = java(PeerKind.AERON_IPC);
    if (configuration.unix()) {
      peers.add(sharedMemory.named("aeron"));
    } else {
      peers.add(java(PeerKind.AERON_UDP).named("aeron"));
      peers.add(sharedMemory);
    }
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
  static Peer pump(Configuration configuration, Path programs) {
    return pump("c", configuration, programs);
  }

  /** The same without checksums: what those cost. */
  private static Peer barePump(Configuration configuration, Path programs) {
    return pump("c-bare", configuration, programs).with("checksum", "0");
  }

  private static Peer pump(String name, Configuration configuration, Path programs) {
    Peer pump = new Peer(name, List.of(programs.resolve("pump").toString()), Map.of());
    return buffers(pump, configuration.unix() ? UNIX_BUFFER_BYTES : PUMP_TCP_BUFFER_BYTES);
  }

  private static Peer java(PeerKind kind, String... options) {
    return new Peer(kind.word(), JavaCommand.of(kind.word(), options), Map.of());
  }

  private static Peer buffers(Peer peer, int bytes) {
    return peer.with("buffer-bytes", Integer.toString(bytes));
  }
}
