package org.baton.engine.telemetry;

import java.util.Locale;

/** A station on a chunk's way, or an ack's. The time spent in each is recorded apart. */
public enum Stage {
  /** Source: reading from the participant. */
  READ,
  /** Source: waiting in the ring for the channel. */
  RING,
  /** Source: from giving the chunk to the kernel until the socket has taken it. */
  SEND,
  /** Source: from ordering a tag until its switchover-ack, one for each. */
  ACK,
  /**
   * Destination: coming in, from a chunk's header until the end of its payload. No time stamp
   * crosses the wire, because two hosts' clocks differ by more than a chunk takes.
   */
  WIRE,
  /** Destination: waiting for its turn in the stream. */
  REORDER,
  /** Destination: writing into the participant. */
  WRITE;

  /** The tag of this stage in a histogram log. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
