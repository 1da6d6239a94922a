package org.baton.bench.datapath;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.baton.bench.harness.JavaCommand;
import org.baton.bench.harness.Peer;

/** Who moves the content beside Baton. */
final class Peers {
  /** What was found the fastest for it here: docs/performance.md. */
  private static final int PUMP_BUFFER_BYTES = 256 << 10;

  private Peers() {}

  /** All that can move it this way. */
  static List<Peer> all(Configuration configuration, Path programs) {
    return List.of(baton(), pump(programs));
  }

  static Peer baton() {
    return new Peer("baton", JavaCommand.of("baton"), Map.of());
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
}
