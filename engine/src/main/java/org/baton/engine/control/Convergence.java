package org.baton.engine.control;

import java.util.List;
import java.util.stream.Collectors;
import org.baton.engine.report.Bytes;

/**
 * Says when precopy cannot converge: a device makes new dirty data as fast as its driver reads, the
 * destination loads, or the link carries it, and so there is always some left.
 */
final class Convergence {
  /**
   * What can be dirty at once is limited, and a device at that limit makes as much as is taken from
   * it, no more. Paces are of the time spent reading or loading, and there is other work between.
   */
  private static final double NEARLY = 0.8;

  /** Whoever has less left than this has it read as it comes. */
  private static final double BACKLOG_SECONDS = 0.1;

  private Convergence() {}

  /**
   * What keeps it from converging, for people; empty if nothing does, or nothing is known.
   *
   * @param linkBytesPerSecond what the channels carry together, or 0 if not known
   */
  static String obstacle(List<SavingState> participants, double linkBytesPerSecond) {
    List<SavingState> behind = participants.stream().filter(Convergence::isBehind).toList();
    String alone =
        behind.stream()
            .map(state -> alone(state, linkBytesPerSecond))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("; "));
    if (!alone.isEmpty()) {
      return alone;
    }
    double together = behind.stream().mapToDouble(Convergence::rate).sum();
    return exceeds(together, linkBytesPerSecond)
        ? behind.stream().map(state -> state.name).collect(Collectors.joining(" and "))
            + " together dirty %s, the link carries %s"
                .formatted(text(together), text(linkBytesPerSecond))
        : "";
  }

  private static String alone(SavingState state, double linkBytesPerSecond) {
    String limit = "";
    if (state.saving.isKnown() && exceeds(rate(state), state.saving.bytesPerSecond())) {
      limit = "its driver reads " + text(state.saving.bytesPerSecond());
    } else if (state.loading.isKnown() && exceeds(rate(state), state.loading.bytesPerSecond())) {
      limit = "the destination loads " + text(state.loading.bytesPerSecond());
    } else if (exceeds(rate(state), linkBytesPerSecond)) {
      limit = "the link carries " + text(linkBytesPerSecond);
    }
    return limit.isEmpty() ? "" : state.name + " dirties " + text(rate(state)) + ", " + limit;
  }

  private static boolean exceeds(double rate, double limit) {
    return limit > 0 && rate >= NEARLY * limit;
  }

  /** As a double, like all paces that it is compared with. */
  private static double rate(SavingState state) {
    return (double) state.pending.dirtyBytesPerSecond();
  }

  private static String text(double bytesPerSecond) {
    return Bytes.rate((long) bytesPerSecond);
  }

  private static boolean isBehind(SavingState state) {
    double underWay = (double) state.saving.totalBytes() - state.loading.totalBytes();
    return rate(state) > 0
        && state.pending.dirtyBytes() + underWay >= rate(state) * BACKLOG_SECONDS;
  }
}
