package org.baton.transport;

/** What the user asks for with {@code --transport}. */
public enum TransportChoice {
  /** io_uring where it works, else plain sockets. */
  AUTO("auto"),
  /** io_uring or an error. */
  IO_URING("io_uring"),
  /** Plain sockets. */
  SOCKETS("sockets");

  private final String text;

  TransportChoice(String text) {
    this.text = text;
  }

  /**
   * Reads a choice.
   *
   * @throws IllegalArgumentException if the text is none; the message lists them
   */
  public static TransportChoice parse(String text) {
    for (TransportChoice choice : values()) {
      if (choice.text.equals(text)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no transport: write auto, io_uring or sockets");
  }

  /** The name as in {@code --transport}. */
  @Override
  public String toString() {
    return text;
  }
}
