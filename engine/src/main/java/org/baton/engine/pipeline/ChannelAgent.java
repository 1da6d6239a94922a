package org.baton.engine.pipeline;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.baton.transport.Channel;
import org.baton.transport.ChannelHandler;
import org.baton.transport.TransportException;
import org.jspecify.annotations.Nullable;

/**
 * An agent that drives one channel: alone on its thread, or with others in a {@link SharedAgent}.
 */
abstract class ChannelAgent implements Agent, ChannelHandler {
  /** With nothing else on the thread; whatever happens before ends the wait. */
  private static final long AWAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Which channel. */
  final int index;

  /** Its own. */
  final Channel channel;

  private final String peerName;
  private final PipelineListener listener;
  private boolean over;

  /**
   * Creates an agent.
   *
   * @param peerName who is at the other end
   * @param listener hears how the channel ends
   */
  ChannelAgent(int index, Channel channel, String peerName, PipelineListener listener) {
    this.index = index;
    this.channel = channel;
    this.peerName = peerName;
    this.listener = listener;
  }

  /** Prepares the channel, which is open. */
  abstract void begin();

  /**
   * Moves what can be moved without waiting.
   *
   * @return how much was done
   */
  abstract int move();

  /**
   * Does what can be done without waiting.
   *
   * @return how much was done
   */
  final int serve() {
    if (over) {
      return 0;
    }
    try {
      return move();
    } catch (RuntimeException | Error e) {
      stop(new IOException("internal error: " + e, e));
      return 0;
    }
  }

  /** Waits until the channel can go on, or somebody wakes it. Not once it is over. */
  final void await(long timeoutNanos) {
    try {
      channel.await(timeoutNanos);
    } catch (RuntimeException | Error e) {
      stop(new IOException("internal error: " + e, e));
    }
  }

  /** Whether the channel has ended, so that nothing is left to be done. */
  final boolean isOver() {
    return over;
  }

  /** Ends it; whoever listens hears of the first cause. */
  final void stop(IOException cause) {
    if (!over) {
      over = true;
      listener.onChannelClosed(index, cause);
    }
  }

  @Override
  public final void onStart() {
    try {
      channel.open();
      begin();
    } catch (TransportException e) {
      onClosed(e);
    }
  }

  @Override
  public final int doWork() {
    int work = serve();
    if (work == 0 && !over) {
      await(AWAIT_NANOS);
      return 1;
    }
    return work;
  }

  @Override
  public final void onClosed(@Nullable TransportException cause) {
    stop(
        cause != null
            ? cause
            : new IOException("the " + peerName + " closed data channel " + index));
  }
}
