package org.baton.cli;

import java.util.ArrayList;
import java.util.List;

/** Lays out rows of text in columns: the first to the left, the others to the right. */
final class Columns {
  private static final String GAP = "  ";

  private Columns() {}

  /**
   * Lays out rows.
   *
   * @param rows all with the same number of cells
   * @param leastWidths width that a column has at least, so that a table does not dance while its
   *     numbers change
   */
  static List<String> layOut(List<List<String>> rows, int... leastWidths) {
    int[] widths = leastWidths.clone();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(row.getFirst());
      line.repeat(' ', widths[0] - row.getFirst().length());
      for (int i = 1; i < row.size(); i++) {
        line.append(GAP).repeat(' ', widths[i] - row.get(i).length()).append(row.get(i));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
