package org.baton.transport;

/**
 * One connected stream socket that moves regions of one {@link Slab}.
 *
 * <p>At most one send and one receive are under way at a time; each is complete or the channel is
 * broken, never partial. A region belongs to the channel from {@link #send} until {@link
 * ChannelHandler#onReleased}, and from {@link #receive} until {@link ChannelHandler#onReceived} or
 * {@link ChannelHandler#onClosed}: nobody else may touch it. With zero-copy sends several regions
 * can wait for their release while the next one is being sent.
 *
 * <p>A send that fails because the peer has gone does not cut the receive: what the peer had sent
 * before, the reason for its end for example, can still be received. The channel is over once no
 * receive is under way any more.
 *
 * <p><b>Threading:</b> one owner thread, the first to call {@link #open()}; only {@link
 * #shutdown()}, {@link #wakeup()}, {@link #counters()}, {@link #describe()} and {@link #close()}
 * differ. Other threads are refused with {@link IllegalStateException}. No call allocates after
 * {@link #open()} once the JVM has compiled it, unless the channel breaks.
 */
public interface Channel extends AutoCloseable {
  /**
   * Binds the channel to the calling thread. Must come before anything else.
   *
   * @throws TransportException if the kernel refuses what the channel needs
   */
  void open() throws TransportException;

  /**
   * Whether {@link #send} may be called: none is under way, the channel is not broken, and fewer
   * than {@link ChannelOptions#maxInFlight} sends wait for their release.
   */
  boolean canSend();

  /**
   * Starts to send a region.
   *
   * @param offset where the region begins in the slab
   * @param length bytes, at least 1
   * @param token any value, handed to the handler with the completions of this send
   * @throws IllegalStateException if {@link #canSend()} is false
   * @throws IndexOutOfBoundsException if the region is not within the slab
   */
  void send(long offset, int length, long token);

  /** Whether {@link #receive} may be called: none is under way and the channel is not broken. */
  boolean canReceive();

  /**
   * Starts to receive exactly {@code length} bytes into a region.
   *
   * @param offset where the region begins in the slab
   * @param length bytes, at least 1
   * @throws IllegalStateException if {@link #canReceive()} is false
   * @throws IndexOutOfBoundsException if the region is not within the slab
   */
  void receive(long offset, int length);

  /**
   * Makes progress and reports completions. Never blocks. Operations that the handler starts are
   * given to the kernel by the next call of this or of {@link #await}.
   *
   * @param handler hears of each completion, on the calling thread; it may start the next operation
   * @return the number of completions reported
   */
  int poll(ChannelHandler handler);

  /**
   * Blocks until something that is under way can complete, somebody calls {@link #wakeup()} or
   * {@link #shutdown()}, or the time is over. The one place where the owner of a channel blocks. It
   * may return early.
   *
   * @param timeoutNanos at most about this long; plain sockets round it up to a millisecond
   */
  void await(long timeoutNanos);

  /**
   * Makes the running {@link #await}, or else the next, return at once. Any thread, at any time. It
   * calls the kernel only while the owner sleeps.
   */
  void wakeup();

  /**
   * Regions that belong to the channel, and that the kernel may still read or write: sends that are
   * not released, and the receive that is under way. Owner only.
   */
  int inFlight();

  /** What this channel has done so far; single writer, readable by any thread. */
  ChannelCounters counters();

  /** One line for people: what is in use, and why nothing better is. Any thread. */
  String describe();

  /**
   * Ends the connection in both directions. May be called by any thread, at any time; the owner
   * then hears {@link ChannelHandler#onClosed} with a cause that says so.
   */
  void shutdown();

  /**
   * Shuts down, waits a few seconds at most until the kernel holds no region any more, closes the
   * socket and lets go of the slab. Called by the owner, or by another thread before {@link
   * #open()} or after the owner has ended. Idempotent.
   *
   * @param handler hears {@link ChannelHandler#onReleased} for each send that was not released yet,
   *     if the caller is the owner, and nothing else
   * @throws IllegalStateException if the owner still runs, or if the kernel does not give the
   *     regions back: then the slab stays held, and the call can be repeated
   */
  void close(ChannelHandler handler);

  /** The same, and nobody hears of releases. */
  @Override
  default void close() {
    close(cause -> {});
  }
}
