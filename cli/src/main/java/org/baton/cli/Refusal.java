package org.baton.cli;

/** Something that cannot be done, said in one line. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private Refusal(int exitCode, String message) {
    super(Text.oneLine(message));
    this.exitCode = exitCode;
  }

  /** The arguments ask for something that cannot be. */
  static Refusal usage(String message) {
    return new Refusal(ExitCode.USAGE, message);
  }

  /** A device, an address or a file is not to be had. */
  static Refusal machine(String message) {
    return new Refusal(ExitCode.REFUSED, message);
  }

  int exitCode() {
    return exitCode;
  }
}
