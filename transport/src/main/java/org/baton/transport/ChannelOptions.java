package org.baton.transport;

/**
 * What a channel may do.
 *
 * @param zeroCopyThresholdBytes sends of at least this length go out as {@code SEND_ZC}; {@link
 *     #ZERO_COPY_AUTO} or {@link #ZERO_COPY_OFF} else. Plain sockets never use it
 * @param maxInFlight sends that may wait for their release at the same time; the completion queue
 *     has room for two completions of each
 */
public record ChannelOptions(int zeroCopyThresholdBytes, int maxInFlight) {
  /**
   * {@link #DEFAULT_ZERO_COPY_BYTES} on a connection that leaves the machine; off on one that does
   * not, because the kernel copies every packet that it delivers locally.
   */
  public static final int ZERO_COPY_AUTO = -1;

  /** Never zero copy. */
  public static final int ZERO_COPY_OFF = 0;

  /** The threshold of {@link #ZERO_COPY_AUTO}: below it the page accounting costs more. */
  public static final int DEFAULT_ZERO_COPY_BYTES = 128 * 1024;

  private static final int MAX_IN_FLIGHT = 8192;

  /** Checks the values. */
  public ChannelOptions {
    if (zeroCopyThresholdBytes < ZERO_COPY_AUTO) {
      throw new IllegalArgumentException(
          "a zero-copy threshold of " + zeroCopyThresholdBytes + " bytes");
    }
    if (maxInFlight < 1 || maxInFlight > MAX_IN_FLIGHT) {
      throw new IllegalArgumentException(
          "%d sends in flight: 1 to %d are possible".formatted(maxInFlight, MAX_IN_FLIGHT));
    }
  }

  /** Zero copy decided by the connection, 64 sends in flight. */
  public static ChannelOptions defaults() {
    return new ChannelOptions(ZERO_COPY_AUTO, 64);
  }

  /** The same with another threshold. */
  public ChannelOptions withZeroCopyThresholdBytes(int bytes) {
    return new ChannelOptions(bytes, maxInFlight);
  }

  /** The same with another number of sends in flight. */
  public ChannelOptions withMaxInFlight(int sends) {
    return new ChannelOptions(zeroCopyThresholdBytes, sends);
  }
}
