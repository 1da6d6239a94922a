package org.baton.cli;

import java.util.ArrayList;
import java.util.List;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationReport;
import org.jspecify.annotations.Nullable;

/** What an operator must know when the other side was lost during the handover. */
final class UnknownOutcome {
  private UnknownOutcome() {}

  /**
   * The explanation, line by line.
   *
   * @param source at which side
   * @param held whether the process waits
   * @param report how it ended
   */
  static List<String> explain(boolean source, boolean held, MigrationReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("THE OUTCOME IS UNKNOWN");
    if (source) {
      lines.addAll(handover(report.failure()));
      lines.add("The guest does not run here. Whether it runs there, this side cannot know.");
      lines.add("Do not run the guest here before you know, or two copies of it may run.");
      lines.add("What to do:");
      lines.add("  1. Look at the destination: its report and its guest.");
      lines.add("  2. The guest runs there: all is well, end this process.");
      lines.add("  3. It does not, or the host cannot be reached: make sure that it never will");
      lines.add("     (fence the host), and only then start the guest anew.");
    } else {
      lines.add(
          "The source let go of the guest, and then something went wrong while it was started");
      lines.add("here. What these devices hold may be the only copy of their state.");
      lines.add("What to do:");
      lines.add("  1. Look whether the guest runs here, and at the source's report.");
      lines.add("  2. It runs here: all is well.");
      lines.add("  3. It does not: start it from these devices while this process holds them, or");
      lines.add("     from the source's while that process holds those. Never from both.");
    }
    if (held) {
      lines.add("The devices stay open and as they are until you end this process");
      lines.add("(Ctrl-C, or kill " + ProcessHandle.current().pid() + ").");
    } else {
      lines.add("The devices are closed now, because of --no-hold.");
    }
    return lines;
  }

  private static List<String> handover(@Nullable Failure failure) {
    return failure != null && failure.fromPeer()
        ? List.of(
            "The destination was told to run the guest, and about then said that it gives up.",
            "Its reason is in the report above.")
        : List.of(
            "The destination was told to run the guest, and was lost before it said that it",
            "does.");
  }
}
