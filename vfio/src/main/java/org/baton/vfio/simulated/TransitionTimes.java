package org.baton.vfio.simulated;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.baton.vfio.DeviceState;
import org.baton.vfio.DeviceStateTable;
import org.baton.vfio.MigrationFlags;

/**
 * How long the arcs of the state machine take. A request that walks several arcs takes their sum.
 *
 * @param defaultNanos the time of every arc that is not in {@code arcNanos}
 * @param arcNanos the times of single arcs
 */
public record TransitionTimes(long defaultNanos, Map<Arc, Long> arcNanos) {
  /** Every arc takes no time. */
  public static final TransitionTimes NONE = new TransitionTimes(0, Map.of());

  /**
   * One step of a driver. Written as from state, hyphen, to state: {@code PRE_COPY_P2P-STOP_COPY}.
   *
   * @param from the state it begins in
   * @param to the state it ends in
   */
  public record Arc(DeviceState from, DeviceState to) {
    private static final Comparator<Arc> ORDER =
        Comparator.comparing(Arc::from).thenComparing(Arc::to);

    /** Whether a device with these flags makes this step, and not two or none instead. */
    boolean existsWith(MigrationFlags flags) {
      return from != to
          && DeviceStateTable.isLegal(flags, from, to)
          && DeviceStateTable.nextHop(flags, from, to) == to;
    }

    private static Arc parse(String text) {
      String[] states = text.split("-", -1);
      try {
        if (states.length == 2) {
          return new Arc(DeviceState.valueOf(states[0]), DeviceState.valueOf(states[1]));
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(notTwoStates(text), e);
      }
      throw new IllegalArgumentException(notTwoStates(text));
    }

    private static String notTwoStates(String text) {
      return "'" + text + "' is no arc: say two states, such as PRE_COPY_P2P-STOP_COPY";
    }

    @Override
    public String toString() {
      return from + "-" + to;
    }
  }

  /** Checks that the times are not negative. */
  public TransitionTimes {
    Map<Arc, Long> sorted = new TreeMap<>(Arc.ORDER);
    sorted.putAll(arcNanos);
    arcNanos = Collections.unmodifiableMap(sorted);
    Quantities.requireTime("transitionTime", defaultNanos);
    arcNanos.forEach((arc, nanos) -> Quantities.requireTime("transitionTime of " + arc, nanos));
  }

  /** The time of one arc. */
  public long nanos(DeviceState from, DeviceState to) {
    return arcNanos.getOrDefault(new Arc(from, to), defaultNanos);
  }

  /**
   * Checks that every arc with a time of its own is one that a device with these flags has.
   *
   * @throws IllegalArgumentException if one is not; the message names it, and all that there are
   */
  void requireArcsOf(MigrationFlags flags) {
    for (Arc arc : arcNanos.keySet()) {
      if (!arc.existsWith(flags)) {
        throw new IllegalArgumentException(
            "transitionTime: a device with "
                + flags
                + " has no arc "
                + arc
                + "; its arcs are "
                + arcs(flags).map(Arc::toString).collect(Collectors.joining(", ")));
      }
    }
  }

  private static Stream<Arc> arcs(MigrationFlags flags) {
    DeviceState[] states = DeviceState.values();
    return Arrays.stream(states)
        .flatMap(from -> Arrays.stream(states).map(to -> new Arc(from, to)))
        .filter(arc -> arc.existsWith(flags));
  }

  /**
   * Reads {@code 5ms+PRE_COPY_P2P-STOP_COPY:30ms}: a time for all arcs, times for single ones, or
   * both.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static TransitionTimes parse(String text) {
    long all = 0;
    Map<Arc, Long> arcs = new TreeMap<>(Arc.ORDER);
    for (String item : SpecText.items(text)) {
      int colon = item.indexOf(':');
      if (colon < 0) {
        all = Quantities.parseNanos(item);
      } else {
        arcs.put(
            Arc.parse(item.substring(0, colon)), Quantities.parseNanos(item.substring(colon + 1)));
      }
    }
    return new TransitionTimes(all, arcs);
  }

  /** The text that {@link #parse} reads the same from. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(Quantities.formatNanos(defaultNanos));
    arcNanos.forEach(
        (arc, nanos) ->
            text.append('+').append(arc).append(':').append(Quantities.formatNanos(nanos)));
    return text.toString();
  }
}
