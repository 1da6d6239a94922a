package org.baton.transport;

import java.lang.foreign.MemorySegment;

/** A channel whose peer has sent some bytes and hung up. Takes whatever is sent. */
public final class ByteStream implements Channel {
  private static final int NOTHING = -1;

  private final Slab slab;
  private final byte[] bytes;
  private final ChannelCounters counters = new ChannelCounters();
  private int position;
  private long offset = NOTHING;
  private int length;
  private boolean ended;

  /**
   * Creates a channel.
   *
   * @param slab takes what is received
   * @param bytes will be received
   */
  public ByteStream(Slab slab, byte[] bytes) {
    this.slab = slab;
    this.bytes = bytes;
  }

  @Override
  public void open() {}

  @Override
  public boolean canSend() {
    return true;
  }

  @Override
  public void send(long offset, int length, long token) {}

  @Override
  public boolean canReceive() {
    return !ended && offset == NOTHING;
  }

  @Override
  public void receive(long at, int count) {
    if (!canReceive() || count < 1) {
      throw new IllegalStateException("cannot receive " + count + " bytes now");
    }
    offset = at;
    length = count;
  }

  @Override
  public int poll(ChannelHandler handler) {
    if (ended || offset == NOTHING) {
      return 0;
    }
    if (bytes.length - position < length) {
      ended = true;
      handler.onClosed(null);
      return 1;
    }
    long at = offset;
    MemorySegment.copy(MemorySegment.ofArray(bytes), position, slab.segment(), at, length);
    position += length;
    offset = NOTHING;
    handler.onReceived(at, length);
    return 1;
  }

  @Override
  public void await(long timeoutNanos) {}

  @Override
  public void wakeup() {}

  @Override
  public int inFlight() {
    return offset == NOTHING ? 0 : 1;
  }

  @Override
  public ChannelCounters counters() {
    return counters;
  }

  @Override
  public String describe() {
    return "bytes of a test";
  }

  @Override
  public void shutdown() {}

  @Override
  public void close(ChannelHandler handler) {
    ended = true;
  }
}
