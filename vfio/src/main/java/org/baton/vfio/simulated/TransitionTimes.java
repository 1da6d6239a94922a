package org.baton.vfio.simulated;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.baton.vfio.DeviceState;

/**
 * How long the arcs of the state machine take. A request that walks several arcs takes their sum.
 *
 * @param defaultNanos the time of every arc that is not in {@code arcNanos}
 * @param arcNanos times by arc, from state, hyphen, to state: {@code PRE_COPY_P2P-STOP_COPY}
 */
public record TransitionTimes(long defaultNanos, Map<String, Long> arcNanos) {
  /** Every arc takes no time. */
  public static final TransitionTimes NONE = new TransitionTimes(0, Map.of());

  /** Checks that the times are not negative and the arcs are named by states. */
  public TransitionTimes {
    arcNanos = Collections.unmodifiableMap(new TreeMap<>(arcNanos));
    Quantities.requireTime("transitionTime", defaultNanos);
    arcNanos.forEach(TransitionTimes::check);
  }

  /** The time of one arc. */
  public long nanos(DeviceState from, DeviceState to) {
    return arcNanos.getOrDefault(from + "-" + to, defaultNanos);
  }

  /**
   * Reads {@code 5ms+PRE_COPY_P2P-STOP_COPY:30ms}: a time for all arcs, times for single ones, or
   * both.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static TransitionTimes parse(String text) {
    long all = 0;
    Map<String, Long> arcs = new TreeMap<>();
    for (String item : SpecText.items(text)) {
      int colon = item.indexOf(':');
      if (colon < 0) {
        all = Quantities.parseNanos(item);
      } else {
        arcs.put(item.substring(0, colon), Quantities.parseNanos(item.substring(colon + 1)));
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

  private static void check(String arc, long nanos) {
    Quantities.requireTime("transitionTime of " + arc, nanos);
    String[] states = arc.split("-", -1);
    if (states.length != 2 || !isState(states[0]) || !isState(states[1])) {
      throw new IllegalArgumentException(
          "'" + arc + "' is no arc: say two states, such as PRE_COPY_P2P-STOP_COPY");
    }
  }

  private static boolean isState(String name) {
    for (DeviceState state : DeviceState.values()) {
      if (state.name().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
