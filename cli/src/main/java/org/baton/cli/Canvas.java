package org.baton.cli;

import java.io.PrintStream;
import java.util.List;

/** Draws lines over those that it drew before, on a terminal; elsewhere below them. One thread. */
final class Canvas {
  private static final String ERASE_LINE = "\u001b[K";
  private static final String ERASE_BELOW = "\u001b[J";

  private final PrintStream stream;
  private final int columns;
  private int drawn;

  /**
   * Creates an empty one.
   *
   * @param columns width of the terminal, where lines are cut; 0 if it is none
   */
  Canvas(PrintStream stream, int columns) {
    this.stream = stream;
    this.columns = columns;
  }

  /** Draws. */
  void draw(List<String> lines) {
    StringBuilder frame = new StringBuilder();
    if (columns == 0) {
      lines.forEach(line -> frame.append(line).append(System.lineSeparator()));
    } else {
      back(frame);
      for (String line : lines) {
        frame.append(line, 0, Math.min(line.length(), columns)).append(ERASE_LINE).append('\n');
      }
      frame.append(ERASE_BELOW);
      drawn = lines.size();
    }
    stream.print(frame);
    stream.flush();
  }

  /** Takes away what was drawn, for something else to be printed there. */
  void wipe() {
    if (drawn > 0) {
      StringBuilder frame = new StringBuilder();
      back(frame);
      stream.print(frame.append(ERASE_BELOW));
      stream.flush();
      drawn = 0;
    }
  }

  private void back(StringBuilder frame) {
    if (drawn > 0) {
      frame.append("\u001b[").append(drawn).append("A\r");
    }
  }
}
