package org.baton.bench.harness;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.baton.bench.side.SideArguments;

/**
 * Who can move the content.
 *
 * @param name in reports
 * @param program the words of a command line before those of {@link SideArguments}
 * @param options what its sides are told besides
 */
public record Peer(String name, List<String> program, Map<String, String> options) {
  /** Keeps unmodifiable copies. */
  public Peer {
    program = List.copyOf(program);
    options = Map.copyOf(options);
  }

  /** The same peer, with another name in reports. */
  public Peer named(String other) {
    return new Peer(other, program, options);
  }

  /** The same peer, told something more. */
  public Peer with(String option, String value) {
    Map<String, String> more = new TreeMap<>(options);
    more.put(option, value);
    return new Peer(name, program, more);
  }
}
