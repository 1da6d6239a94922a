package org.baton.cli;

import java.io.PrintStream;
import java.io.PrintWriter;

/**
 * Where results, progress and complaints go. Any thread.
 *
 * @param out results
 * @param err progress and complaints
 * @param columns width of the terminal that shows {@code err}; 0 if it is none, so that lines
 *     cannot be redrawn
 */
record Terminal(PrintStream out, PrintStream err, int columns) {
  /** What the launcher found out about {@code err}; Java itself knows only of {@code out}. */
  static Terminal ofProcess() {
    return new Terminal(System.out, System.err, Integer.getInteger("baton.columns", 0));
  }

  /** Whether lines can be redrawn in place. */
  boolean canRedraw() {
    return columns > 0;
  }

  /** Prints a line of the result. */
  void print(String line) {
    out.println(line);
    out.flush();
  }

  /** Prints a complaint, or something else that is no result. */
  void error(String line) {
    err.println(line);
    err.flush();
  }

  PrintWriter outWriter() {
    return new PrintWriter(out, true, out.charset());
  }

  PrintWriter errWriter() {
    return new PrintWriter(err, true, err.charset());
  }
}
