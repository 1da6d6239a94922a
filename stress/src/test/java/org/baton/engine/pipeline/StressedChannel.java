package org.baton.engine.pipeline;

import org.baton.transport.Channel;
import org.baton.transport.ChannelCounters;
import org.baton.transport.ChannelHandler;

/** A channel that takes one send at a time, and releases it when it is polled or closed. */
final class StressedChannel implements Channel {
  private final ChannelCounters counters = new ChannelCounters();
  private boolean sending;
  private long token;
  private int sends;

  /** How many sends there were. */
  int sends() {
    return sends;
  }

  @Override
  public void open() {}

  @Override
  public boolean canSend() {
    return !sending;
  }

  @Override
  public void send(long offset, int length, long sendToken) {
    sending = true;
    token = sendToken;
    sends++;
  }

  @Override
  public boolean canReceive() {
    return true;
  }

  @Override
  public void receive(long offset, int length) {}

  @Override
  public int poll(ChannelHandler handler) {
    if (!sending) {
      return 0;
    }
    sending = false;
    handler.onSent(token);
    handler.onReleased(token);
    return 1;
  }

  @Override
  public void await(long timeoutNanos) {}

  @Override
  public void wakeup() {}

  @Override
  public int inFlight() {
    return sending ? 1 : 0;
  }

  @Override
  public ChannelCounters counters() {
    return counters;
  }

  @Override
  public String describe() {
    return "nowhere";
  }

  @Override
  public void shutdown() {}

  @Override
  public void close(ChannelHandler handler) {
    poll(handler);
  }
}
