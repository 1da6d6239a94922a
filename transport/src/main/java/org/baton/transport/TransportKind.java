package org.baton.transport;

/** How channels talk to the kernel. */
public enum TransportKind {
  /** Through submission and completion rings. */
  IO_URING("io_uring"),
  /** Through {@code send(2)}, {@code recv(2)} and {@code poll(2)}. */
  SOCKETS("sockets");

  private final String text;

  TransportKind(String text) {
    this.text = text;
  }

  /** The name as in {@code --transport}. */
  @Override
  public String toString() {
    return text;
  }
}
