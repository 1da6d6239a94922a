package org.baton.transport.socket;

import org.baton.bindings.linux.Linux;
import org.baton.bindings.sys.Sockets;
import org.baton.transport.ChannelCounters.Counter;
import org.baton.transport.ChannelHandler;
import org.baton.transport.SlabHold;

/**
 * A channel through {@code send(2)}, {@code recv(2)} and {@code poll(2)}.
 *
 * <p>The kernel copies within the call and keeps no address, so every send is released with its
 * completion, and closing never waits.
 */
public final class PlainSocketChannel extends AbstractChannel {
  private static final int SOCKET = 0;
  private static final int WAKE = 1;
  private static final int NO_WAIT = Linux.MSG_DONTWAIT();

  private final PollSet poll = new PollSet(2);
  private long token;

  /** An operation that has not been tried since it began needs no wait. */
  private boolean untried;

  /** Takes over a socket, a hold and a wake signal. */
  public PlainSocketChannel(StreamSocket socket, SlabHold hold, WakeSignal wake) {
    super(socket, hold, wake);
    poll.set(WAKE, wake.fd(), Linux.POLLIN());
  }

  @Override
  public int inFlight() {
    return (isSending() ? 1 : 0) + (isReceiving() ? 1 : 0);
  }

  @Override
  public String describe() {
    return "plain sockets to " + socket.peer() + ": send and recv, one copy each";
  }

  @Override
  protected void start() {
    // Everything is there since construction.
  }

  @Override
  protected boolean hasRoomToSend() {
    return true;
  }

  @Override
  protected void startSend(long newToken) {
    token = newToken;
    untried = true;
  }

  @Override
  protected void startReceive() {
    untried = true;
  }

  @Override
  protected int progress(ChannelHandler handler) {
    untried = false;
    int completions = 0;
    if (isSending()) {
      completions += trySend(handler);
    }
    if (isReceiving()) {
      completions += tryReceive(handler);
    }
    return completions;
  }

  @Override
  protected boolean mustWait() {
    return !untried;
  }

  @Override
  protected void sleep(long timeoutNanos) {
    int events = (isSending() ? Linux.POLLOUT() : 0) | (isReceiving() ? Linux.POLLIN() : 0);
    // An idle socket is left out: it would report the peer's hang-up at once and again and again.
    poll.set(SOCKET, events == 0 ? PollSet.IGNORED : socket.fd(), events);
    counters.add(Counter.SYSTEM_CALLS, 1);
    int ready = poll.await(Deadline.millis(timeoutNanos));
    if (ready < 0) {
      fail(Errors.failed("waiting for " + socket.peer(), -ready));
    } else if (ready > 0 && poll.isReady(WAKE)) {
      wake.drain();
    }
  }

  @Override
  protected void stop(ChannelHandler handler) {
    abandonReceive();
    if (isSending()) {
      abandonSend();
      handler.onReleased(token);
    }
  }

  private int trySend(ChannelHandler handler) {
    counters.add(Counter.SYSTEM_CALLS, 1);
    long result = Sockets.send(socket.fd(), base + sendOffset(), sendLength(), NO_WAIT);
    if (result == Errors.WOULD_BLOCK || (result >= 0 && !tookSent((int) result))) {
      return 0;
    }
    long finished = token;
    if (result < 0) {
      failSend((int) -result);
    } else {
      handler.onSent(finished);
    }
    handler.onReleased(finished);
    return 1;
  }

  private int tryReceive(ChannelHandler handler) {
    counters.add(Counter.SYSTEM_CALLS, 1);
    long result = Sockets.recv(socket.fd(), receiveAddress(), receiveLeft(), NO_WAIT);
    if (result > 0) {
      return tookReceived((int) result, handler) ? 1 : 0;
    }
    if (result == 0) {
      endReceive();
    } else if (result != Errors.WOULD_BLOCK) {
      failReceive((int) -result);
    }
    return 0;
  }
}
