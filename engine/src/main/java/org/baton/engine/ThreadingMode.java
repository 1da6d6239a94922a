package org.baton.engine;

import java.util.Locale;

/**
 * How many threads a side of a migration has; as Aeron's media driver has them, made of the same
 * agents. The two sides need not have the same.
 */
public enum ThreadingMode {
  /** {@link #SHARED} with one or two processors, else {@link #DEDICATED}. The default. */
  AUTO,

  /**
   * A thread for each device, one for each channel, one for the conductor: the driver reads a chunk
   * while the one before is being sent, which takes processors that have nothing else to do.
   */
  DEDICATED,

  /**
   * A device and its channel have one thread: every byte is sent, or written, by the processor that
   * has just touched it, and no thread waits for another to wake up. Only where a channel has no
   * other device's chunks, that is with one device and one channel; elsewhere as {@code DEDICATED},
   * because a driver that takes its time would hold up others.
   */
  SHARED,

  /** As {@code SHARED}, and the thread that calls {@code run()} is the conductor's. */
  INVOKER;

  /** With more, a device's thread and its channel's can run at the same time as all others. */
  private static final int FEW_PROCESSORS = 2;

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if it is no mode, with those that there are
   */
  public static ThreadingMode parse(String text) {
    for (ThreadingMode mode : values()) {
      if (mode.toString().equals(text)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no threading mode: auto, dedicated, shared or invoker");
  }

  /** Whether a device's agent and its channel's are to have one thread. */
  boolean pairs(int participants, int channels) {
    boolean wanted =
        switch (this) {
          case AUTO -> Runtime.getRuntime().availableProcessors() <= FEW_PROCESSORS;
          case DEDICATED -> false;
          case SHARED, INVOKER -> true;
        };
    return wanted && participants == 1 && channels == 1;
  }

  /** In lower case, as on a command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
