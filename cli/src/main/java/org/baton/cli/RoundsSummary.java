package org.baton.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Sums up several migrations, for people. */
final class RoundsSummary {
  private RoundsSummary() {}

  /** One line, when a round is over. */
  static String line(Round round, int of) {
    String line =
        "round %d of %d: %s in %s"
            .formatted(
                round.number(),
                of,
                round.report().status(),
                Text.duration(round.report().totalNanos()));
    long downtimeNanos = round.report().downtime().totalNanos();
    return line
        + (downtimeNanos == 0 ? "" : ", downtime " + Text.duration(downtimeNanos))
        + ", %s resident, %d fds"
            .formatted(Text.bytes(round.usage().rssBytes()), round.usage().openFds());
  }

  /** All of them. */
  static List<String> of(RunHead head, List<Round> rounds) {
    List<String> lines = new ArrayList<>();
    lines.add("%d rounds (least, median, most):".formatted(rounds.size()));
    lines.add("  total     " + times(rounds, round -> round.report().totalNanos()));
    if (head.isSource()) {
      lines.add("  downtime  " + times(rounds, round -> round.report().downtime().totalNanos()));
    }
    long[] rss = sorted(rounds, round -> round.usage().rssBytes());
    long[] fds = sorted(rounds, round -> round.usage().openFds());
    lines.add(
        "  resident  %s, %s, %s"
            .formatted(
                Text.bytes(rss[0]),
                Text.bytes(rss[rss.length / 2]),
                Text.bytes(rss[rss.length - 1])));
    lines.add("  open fds  %d, %d, %d".formatted(fds[0], fds[fds.length / 2], fds[fds.length - 1]));
    return lines;
  }

  private static String times(List<Round> rounds, ToLongFunction<Round> nanos) {
    long[] sorted = sorted(rounds, nanos);
    return "%s, %s, %s"
        .formatted(
            Text.duration(sorted[0]),
            Text.duration(sorted[sorted.length / 2]),
            Text.duration(sorted[sorted.length - 1]));
  }

  private static long[] sorted(List<Round> rounds, ToLongFunction<Round> value) {
    return rounds.stream().mapToLong(value).sorted().toArray();
  }
}
