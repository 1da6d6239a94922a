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
 * @param outColumns the same of {@code out}
 */
record Terminal(PrintStream out, PrintStream err, int columns, int outColumns) {
  /** Of which {@code out} is no terminal. */
  Terminal(PrintStream out, PrintStream err, int columns) {
    this(out, err, columns, 0);
  }

  /** What the launcher found out; Java itself does not know of {@code err}. */
  static Terminal ofProcess() {
    return new Terminal(
        System.out,
        System.err,
        Integer.getInteger("baton.columns", 0),
        Integer.getInteger("baton.columns.out", 0));
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

  /** Whether everything that was printed on {@code out} has arrived there. */
  boolean tookResults() {
    return !out.checkError();
  }

  /** Prints a complaint, or something else that is no result. */
  void error(String line) {
    err.println(line);
    err.flush();
  }

  /** A place on {@code err} where lines are drawn over the last ones. */
  Canvas errCanvas() {
    return new Canvas(err, columns);
  }

  /** A place on {@code out} where lines are drawn over the last ones, if it is a terminal. */
  Canvas outCanvas() {
    return new Canvas(out, outColumns);
  }

  PrintWriter outWriter() {
    return new PrintWriter(out, true, out.charset());
  }

  PrintWriter errWriter() {
    return new PrintWriter(err, true, err.charset());
  }
}
