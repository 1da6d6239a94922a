package org.baton.transport;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what a channel reports. */
final class Recorder implements ChannelHandler {
  final List<String> events = new ArrayList<>();
  @Nullable TransportException cause;
  boolean closed;
  int sent;
  int released;
  int received;

  @Override
  public void onSent(long token) {
    sent++;
    events.add("sent " + token);
  }

  @Override
  public void onReleased(long token) {
    released++;
    events.add("released " + token);
  }

  @Override
  public void onReceived(long offset, int length) {
    received++;
    events.add("received " + length + " at " + offset);
  }

  @Override
  public void onClosed(@Nullable TransportException reason) {
    closed = true;
    cause = reason;
    events.add("closed");
  }
}
