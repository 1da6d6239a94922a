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
 * <p><b>Threading:</b> one owner thread, the first to call {@link #open()}; only {@link
 * #shutdown()} and {@link #close()} differ. No call allocates after {@link #open()}.
 */
public interface Channel extends AutoCloseable {
  /**
   * Binds the channel to the calling thread. Must come before anything else.
   *
   * @throws TransportException if the kernel refuses what the channel needs
   */
  void open() throws TransportException;

  /** Whether {@link #send} may be called: none is under way and the channel is not broken. */
  boolean canSend();

  /**
   * Starts to send a region.
   *
   * @param offset where the region begins in the slab
   * @param length bytes, at least 1
   * @param token handed to the handler with the completions of this send
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
   * Makes progress and reports completions. Never blocks.
   *
   * @param handler hears of each completion, on the calling thread; it may start the next operation
   * @return the number of completions reported
   */
  int poll(ChannelHandler handler);

  /**
   * Blocks until something that is under way can complete, or the time is over. The one place where
   * the owner of a channel blocks.
   *
   * @param timeoutNanos at most this long
   */
  void await(long timeoutNanos);

  /** Regions that the kernel may still read or write. */
  int inFlight();

  /** What this channel has done so far; single writer, readable by any thread. */
  ChannelCounters counters();

  /**
   * Ends the connection in both directions. May be called by any thread, at any time before {@link
   * #close()}; the owner then hears {@link ChannelHandler#onClosed}.
   */
  void shutdown();

  /**
   * Shuts down, waits until the kernel holds no region any more, and closes the socket. Called by
   * the owner, or by another thread after the owner has ended. Idempotent.
   *
   * @throws IllegalStateException if the kernel does not give the regions back; the memory must
   *     then not be unmapped
   */
  @Override
  void close();
}
