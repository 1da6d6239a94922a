package org.baton.engine.switchover;

import java.util.Locale;
import org.baton.transport.message.Capabilities;

/**
 * Whether the source waits until the destination has loaded each device's initial data; QEMU's
 * capability {@code switchover-ack}. The two sides use the lesser of what they are set to.
 */
public enum SwitchoverAckMode {
  /** The source does not wait. */
  OFF(0),
  /**
   * The destination counts, and acknowledges once, for all devices and for ever. QEMU up to 11.0.
   */
  LEGACY(Capabilities.SWITCHOVER_ACK),
  /** The source counts; a device that re-initialises is acknowledged again. QEMU from 11.1 on. */
  REUSABLE(Capabilities.SWITCHOVER_ACK | Capabilities.REUSABLE_SWITCHOVER_ACK);

  private final long capabilities;

  SwitchoverAckMode(long capabilities) {
    this.capabilities = capabilities;
  }

  /** The bits of a Hello or Welcome that say so. */
  public long capabilities() {
    return capabilities;
  }

  /** The most that two sides can do that both offer these bits. */
  public static SwitchoverAckMode of(long capabilities) {
    if ((capabilities & REUSABLE.capabilities) == REUSABLE.capabilities) {
      return REUSABLE;
    }
    return (capabilities & LEGACY.capabilities) == LEGACY.capabilities ? LEGACY : OFF;
  }

  /** The word of the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
