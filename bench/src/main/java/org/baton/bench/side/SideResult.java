package org.baton.bench.side;

import java.util.HashMap;
import java.util.Map;

/**
 * What a round has cost one process.
 *
 * @param nanos on the clock
 * @param cpuNanos on processors, user and system, all threads
 * @param allocatedBytes on the heap, all threads; 0 for a process without one
 * @param voluntarySwitches how often a thread waited
 * @param involuntarySwitches how often the scheduler took a thread's processor away
 * @param digest CRC32C of each channel's part, joined by exclusive or; unsigned
 */
public record SideResult(
    long nanos,
    long cpuNanos,
    long allocatedBytes,
    long voluntarySwitches,
    long involuntarySwitches,
    long digest) {
  private static final String DONE = "done ";

  /** One line for the harness. */
  public String line() {
    return DONE
        + "nanos=%d cpuNanos=%d allocatedBytes=%d voluntarySwitches=%d involuntarySwitches=%d digest=%d"
            .formatted(
                nanos, cpuNanos, allocatedBytes, voluntarySwitches, involuntarySwitches, digest);
  }

  /**
   * Reads such a line.
   *
   * @throws IllegalArgumentException if it is another
   */
  public static SideResult parse(String line) {
    if (!line.startsWith(DONE)) {
      throw new IllegalArgumentException("'" + line + "' tells of no round");
    }
    Map<String, Long> values = new HashMap<>();
    for (String word : line.substring(DONE.length()).split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        values.put(word.substring(0, equals), Long.parseLong(word.substring(equals + 1)));
      }
    }
    return new SideResult(
        value(values, "nanos"),
        value(values, "cpuNanos"),
        value(values, "allocatedBytes"),
        value(values, "voluntarySwitches"),
        value(values, "involuntarySwitches"),
        value(values, "digest"));
  }

  private static long value(Map<String, Long> values, String name) {
    Long value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("a round's line lacks " + name);
    }
    return value;
  }
}
