package org.baton.bench.page;

/** What was given is no report, or lacks something; the message says what to do. */
public final class UnfitReportException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Tells what is unfit. */
  public UnfitReportException(String message) {
    super(message);
  }
}
