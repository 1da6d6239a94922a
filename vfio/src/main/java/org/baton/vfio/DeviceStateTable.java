package org.baton.vfio;

import static org.baton.vfio.DeviceState.ERROR;
import static org.baton.vfio.DeviceState.PRE_COPY;
import static org.baton.vfio.DeviceState.PRE_COPY_P2P;
import static org.baton.vfio.DeviceState.RESUMING;
import static org.baton.vfio.DeviceState.RUNNING;
import static org.baton.vfio.DeviceState.RUNNING_P2P;
import static org.baton.vfio.DeviceState.STOP;
import static org.baton.vfio.DeviceState.STOP_COPY;

import java.util.ArrayList;
import java.util.List;

/**
 * Which way a device goes from one state to another: the table of {@code vfio_mig_get_next_state()}
 * in Linux 7.3, {@code drivers/vfio/vfio_main.c}.
 *
 * <p>A request for a state is a walk of arcs. Every arc is one step of the driver; the walk below
 * is for a device with all features, and states that a device does not have are stepped over.
 *
 * <p>Immutable and free of allocation, except {@link #walk}.
 */
public final class DeviceStateTable {
  /**
   * The first step from the state of the row to the state of the column, for a device with all
   * features. Both in the order of the kernel's numbers. ERROR: there is no way.
   */
  private static final DeviceState[][] NEXT_HOP = {
    // to: ERROR, STOP, RUNNING, STOP_COPY, RESUMING, RUNNING_P2P, PRE_COPY, PRE_COPY_P2P
    /* ERROR        */ {ERROR, ERROR, ERROR, ERROR, ERROR, ERROR, ERROR, ERROR},
    /* STOP         */ {
      ERROR, STOP, RUNNING_P2P, STOP_COPY, RESUMING, RUNNING_P2P, RUNNING_P2P, RUNNING_P2P
    },
    /* RUNNING      */ {
      ERROR, RUNNING_P2P, RUNNING, RUNNING_P2P, RUNNING_P2P, RUNNING_P2P, PRE_COPY, RUNNING_P2P
    },
    /* STOP_COPY    */ {ERROR, STOP, STOP, STOP_COPY, STOP, STOP, ERROR, ERROR},
    /* RESUMING     */ {ERROR, STOP, STOP, STOP, RESUMING, STOP, STOP, STOP},
    /* RUNNING_P2P  */ {ERROR, STOP, RUNNING, STOP, STOP, RUNNING_P2P, RUNNING, PRE_COPY_P2P},
    /* PRE_COPY     */ {
      ERROR, RUNNING, RUNNING, PRE_COPY_P2P, RUNNING, RUNNING, PRE_COPY, PRE_COPY_P2P
    },
    /* PRE_COPY_P2P */ {
      ERROR, RUNNING_P2P, RUNNING_P2P, STOP_COPY, RUNNING_P2P, RUNNING_P2P, PRE_COPY, PRE_COPY_P2P
    },
  };

  private DeviceStateTable() {}

  /**
   * Whether a device with these flags in state {@code from} takes a request for {@code to}. The
   * kernel answers EINVAL when not. Asking for the present state is legal and does nothing; ERROR
   * can be neither asked for nor left by a request.
   */
  public static boolean isLegal(MigrationFlags flags, DeviceState from, DeviceState to) {
    return nextHop(flags, from, to) != ERROR;
  }

  /**
   * The state that a device with these flags reaches first on its way.
   *
   * @return that state, {@code from} if it is already {@code to}, or ERROR if there is no way
   */
  public static DeviceState nextHop(MigrationFlags flags, DeviceState from, DeviceState to) {
    if (!flags.hasStopCopy() || !flags.supports(from) || !flags.supports(to)) {
      return ERROR;
    }
    DeviceState next = NEXT_HOP[from.number()][to.number()];
    while (!flags.supports(next)) {
      next = NEXT_HOP[next.number()][to.number()];
    }
    return next;
  }

  /**
   * The states a device with these flags steps through, {@code from} left out, {@code to} the last.
   *
   * @return the states in order, unmodifiable; empty if {@code from} is {@code to}
   * @throws IllegalArgumentException if there is no way
   */
  public static List<DeviceState> walk(MigrationFlags flags, DeviceState from, DeviceState to) {
    List<DeviceState> states = new ArrayList<>(5);
    DeviceState at = from;
    do {
      DeviceState next = nextHop(flags, at, to);
      if (next == ERROR) {
        throw new IllegalArgumentException(
            "a device with " + flags + " cannot go from " + from + " to " + to);
      }
      if (next != at) {
        states.add(next);
      }
      at = next;
    } while (at != to);
    return List.copyOf(states);
  }

  /**
   * Whether the session that is open in {@code from} is still the same one in {@code to}, after a
   * legal walk: one data fd, one stream. PRE_COPY, PRE_COPY_P2P and STOP_COPY share theirs.
   */
  public static boolean keepsSession(DeviceState from, DeviceState to) {
    return hasSession(from) && (from == to || (from.isSaving() && to.isSaving()));
  }

  /** Whether a data fd exists in this state: to read in the saving states, to write in RESUMING. */
  public static boolean hasSession(DeviceState state) {
    return state.isSaving() || state == RESUMING;
  }
}
