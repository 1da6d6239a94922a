package org.baton.transport.message;

/** Bits of {@link Hello#capabilities()} and of the answer. Unknown ones are ignored. */
public final class Capabilities {
  /** A participant's tag is acknowledged, at least once for all: QEMU's {@code switchover-ack}. */
  public static final long SWITCHOVER_ACK = 1;

  /** Every tag is acknowledged by itself, so a participant may ask again. */
  public static final long REUSABLE_SWITCHOVER_ACK = 2;

  private Capabilities() {}
}
