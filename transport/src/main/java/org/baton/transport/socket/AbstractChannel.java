package org.baton.transport.socket;

import java.util.Objects;
import org.baton.transport.Channel;
import org.baton.transport.ChannelCounters;
import org.baton.transport.ChannelCounters.Counter;
import org.baton.transport.ChannelHandler;
import org.baton.transport.SlabHold;
import org.baton.transport.TransportException;
import org.jspecify.annotations.Nullable;

/**
 * What every channel does alike: who may call, what is under way, and how it ends.
 *
 * <p>A channel ends in one of four ways: a receive finds the end of the stream or an error; a send
 * fails and no receive is under way to say more; this side shuts down; or the channel's own
 * machinery fails. The end is reported once no receive is under way.
 */
public abstract class AbstractChannel implements Channel {
  /** The socket. */
  protected final StreamSocket socket;

  /** Ends the owner's sleep. */
  protected final WakeSignal wake;

  /** What has been done. */
  protected final ChannelCounters counters = new ChannelCounters();

  /** Address of the slab. */
  protected final long base;

  private final long slabLength;
  private final SlabHold hold;

  private volatile @Nullable Thread owner;
  private volatile boolean shutdown;
  private boolean closed;

  private boolean receiving;
  private long receiveOffset;
  private int receiveLength;
  private int received;

  private boolean sending;
  private long sendOffset;
  private int sendLength;
  private int sent;

  private boolean sendFailed;
  private boolean ended;
  private boolean reported;
  private @Nullable TransportException cause;

  /**
   * Takes over what {@link #close()} closes.
   *
   * @param socket the socket
   * @param hold of the memory of all regions
   * @param wake ends the owner's sleep
   */
  protected AbstractChannel(StreamSocket socket, SlabHold hold, WakeSignal wake) {
    this.socket = socket;
    this.wake = wake;
    this.base = hold.slab().address();
    this.slabLength = hold.slab().length();
    this.hold = hold;
  }

  @Override
  public final void open() throws TransportException {
    if (owner != null || closed) {
      throw new IllegalStateException(
          "the channel to " + socket.peer() + (closed ? " is closed" : " is open already"));
    }
    owner = Thread.currentThread();
    start();
  }

  @Override
  public final boolean canSend() {
    requireOwner();
    return !ended && !sendFailed && !sending && hasRoomToSend();
  }

  @Override
  public final void send(long offset, int length, long token) {
    requireRegion(offset, length);
    if (!canSend()) {
      throw new IllegalStateException(
          "the channel to " + socket.peer() + " cannot send now: ask canSend() first");
    }
    sending = true;
    sendOffset = offset;
    sendLength = length;
    sent = 0;
    startSend(token);
  }

  @Override
  public final boolean canReceive() {
    requireOwner();
    return !ended && !receiving;
  }

  @Override
  public final void receive(long offset, int length) {
    requireRegion(offset, length);
    if (!canReceive()) {
      throw new IllegalStateException(
          "the channel to " + socket.peer() + " cannot receive now: ask canReceive() first");
    }
    receiving = true;
    receiveOffset = offset;
    receiveLength = length;
    received = 0;
    startReceive();
  }

  @Override
  public final int poll(ChannelHandler handler) {
    requireOwner();
    int completions = progress(handler);
    return reported ? completions : completions + reportEnd(handler);
  }

  @Override
  public final void await(long timeoutNanos) {
    requireOwner();
    if (timeoutNanos <= 0 || hasEndToReport() || !mustWait() || !wake.fallAsleep()) {
      return;
    }
    try {
      // A shutdown that came before the line above has found nobody asleep.
      if (!hasEndToReport()) {
        sleep(timeoutNanos);
      }
    } finally {
      wake.awake();
    }
  }

  @Override
  public final void wakeup() {
    wake.wake();
  }

  @Override
  public final ChannelCounters counters() {
    return counters;
  }

  @Override
  public final void shutdown() {
    shutdown = true;
    socket.shutdown();
    wake.wake();
  }

  @Override
  public final void close(ChannelHandler handler) {
    Thread current = owner;
    if (current != null && current != Thread.currentThread() && current.isAlive()) {
      throw new IllegalStateException(
          "the channel to %s belongs to thread '%s', which still runs: it must close the channel"
                  .formatted(socket.peer(), current.getName())
              + ", or end first");
    }
    if (!closed) {
      shutdown();
      stop(handler);
      closed = true;
      socket.close();
      wake.close();
      hold.close();
    }
  }

  /** Makes what the owner thread needs; on its thread. */
  protected abstract void start() throws TransportException;

  /** Whether the implementation has room for one more send. */
  protected abstract boolean hasRoomToSend();

  /** Begins the send that {@link #sendOffset()} and {@link #sendLength()} tell of. */
  protected abstract void startSend(long token);

  /** Begins the receive that {@link #receiveAddress()} tells of. */
  protected abstract void startReceive();

  /** Moves data, and reports completions. */
  protected abstract int progress(ChannelHandler handler);

  /** Whether nothing can be done before the kernel says so. */
  protected abstract boolean mustWait();

  /** Sleeps until the kernel or the wake signal says so. */
  protected abstract void sleep(long timeoutNanos);

  /**
   * Makes the kernel give back all regions. The socket is shut down already.
   *
   * @param handler hears of the sends that are released
   * @throws IllegalStateException if it does not
   */
  protected abstract void stop(ChannelHandler handler);

  /** Whether the caller is the thread that opened the channel. */
  protected final boolean isOwner() {
    return Thread.currentThread() == owner;
  }

  /** Whether a send is under way. */
  protected final boolean isSending() {
    return sending;
  }

  /** Where the bytes begin in the slab that are to be sent next. */
  protected final long sendOffset() {
    return sendOffset + sent;
  }

  /** How many are left. */
  protected final int sendLength() {
    return sendLength - sent;
  }

  /** Counts bytes that the socket took; true if they were the last of the send. */
  protected final boolean tookSent(int bytes) {
    counters.add(Counter.SENT_BYTES, bytes);
    boolean first = sent == 0;
    sent += bytes;
    if (sent < sendLength) {
      if (first) {
        counters.add(Counter.SHORT_SENDS, 1);
      }
      return false;
    }
    sending = false;
    return true;
  }

  /** Ends the send in an error; its release is the implementation's to report. */
  protected final void failSend(int errno) {
    sending = false;
    sendFailed = true;
    if (cause == null) {
      cause = shutdown ? null : Errors.broken(socket.peer(), "sending", errno);
    }
    if (!Errors.isPeerGone(errno)) {
      socket.shutdown(); // Else a receive under way might never end.
    }
  }

  /** Whether a receive is under way. */
  protected final boolean isReceiving() {
    return receiving;
  }

  /** Where in memory the next bytes go. */
  protected final long receiveAddress() {
    return base + receiveOffset + received;
  }

  /** How many are left to be received. */
  protected final int receiveLeft() {
    return receiveLength - received;
  }

  /** Counts received bytes; reports the receive and returns true if they were its last. */
  protected final boolean tookReceived(int bytes, ChannelHandler handler) {
    counters.add(Counter.RECEIVED_BYTES, bytes);
    boolean first = received == 0;
    received += bytes;
    if (received < receiveLength) {
      if (first) {
        counters.add(Counter.SHORT_RECEIVES, 1);
      }
      return false;
    }
    receiving = false;
    handler.onReceived(receiveOffset, receiveLength);
    return true;
  }

  /** Ends the receive at the end of the peer's stream. */
  protected final void endReceive() {
    receiving = false;
    end(received == 0 || shutdown ? null : Errors.cutShort(socket.peer(), received, receiveLength));
  }

  /** Ends the receive in an error. */
  protected final void failReceive(int errno) {
    receiving = false;
    end(shutdown ? null : Errors.broken(socket.peer(), "receiving", errno));
  }

  /** Ends the channel because its machinery failed. */
  protected final void fail(TransportException failure) {
    end(failure);
  }

  /** Forgets the receive; only when the kernel will never complete it, or while closing. */
  protected final void abandonReceive() {
    receiving = false;
  }

  /** Forgets the send while closing. */
  protected final void abandonSend() {
    sending = false;
  }

  private void end(@Nullable TransportException reason) {
    if (!ended) {
      ended = true;
      if (cause == null) {
        cause = reason;
      }
      socket.shutdown(); // The other direction is of no use any more, and must end too.
    }
  }

  private boolean hasEndToReport() {
    if (reported || receiving) {
      return false;
    }
    return ended || sendFailed || (shutdown && !sending);
  }

  private int reportEnd(ChannelHandler handler) {
    if (!hasEndToReport()) {
      return 0;
    }
    if (cause == null && shutdown) {
      cause = Errors.shutDownHere(socket.peer());
    }
    end(null);
    reported = true;
    handler.onClosed(cause);
    return 1;
  }

  private void requireRegion(long offset, int length) {
    if (length < 1) {
      throw new IndexOutOfBoundsException("a region of " + length + " bytes");
    }
    Objects.checkFromIndexSize(offset, length, slabLength);
  }

  private void requireOwner() {
    if (Thread.currentThread() != owner || closed) {
      throw refusal();
    }
  }

  private IllegalStateException refusal() {
    Thread current = owner;
    String state =
        closed
            ? "is closed"
            : current == null ? "is not open" : "belongs to thread '" + current.getName() + "'";
    return new IllegalStateException("the channel to " + socket.peer() + " " + state);
  }
}
