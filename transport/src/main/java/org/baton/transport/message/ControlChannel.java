package org.baton.transport.message;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.baton.transport.Channel;
import org.baton.transport.ChannelHandler;
import org.baton.transport.Slab;
import org.baton.transport.TransportException;
import org.jspecify.annotations.Nullable;

/**
 * Control messages over a {@link Channel}. Owned by one thread.
 *
 * <p>The slab is cut in three: one frame being received, frames being sent, and frames being
 * written meanwhile. A frame that is written goes out with the next {@link #poll}.
 */
public final class ControlChannel implements FrameSink, ChannelHandler, AutoCloseable {
  private static final int FRAME_BYTES = Frames.HEADER_BYTES + Limits.MAX_CONTROL_BYTES;
  private static final int OUTBOX_BYTES = 2 * FRAME_BYTES;

  /** Bytes of slab that a control channel needs. */
  public static final long SLAB_BYTES = FRAME_BYTES + 2L * OUTBOX_BYTES;

  private final Channel channel;
  private final UnsafeBuffer inbox = new UnsafeBuffer(0, 0);
  private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
  private final UnsafeBuffer[] outboxes = new UnsafeBuffer[2];
  private final ControlDecoder decoder = new ControlDecoder();
  private @Nullable ControlMessages incoming;

  private int writing;
  private int written;
  private int claimed;
  private boolean sending;
  private boolean bodyNext;
  private int bodyBytes;
  private boolean closed;
  private @Nullable TransportException closeCause;
  private @Nullable ProtocolException violation;
  private boolean violationReported;
  private boolean overrun;

  /**
   * Creates a control channel.
   *
   * @param channel moves regions of {@code slab}
   * @param slab at least {@link #SLAB_BYTES} long
   */
  public ControlChannel(Channel channel, Slab slab) {
    this.channel = channel;
    inbox.wrap(slab.segment().address(), FRAME_BYTES);
    for (int i = 0; i < outboxes.length; i++) {
      outboxes[i] =
          new UnsafeBuffer(
              slab.segment().address() + FRAME_BYTES + (long) i * OUTBOX_BYTES, OUTBOX_BYTES);
    }
  }

  /**
   * Binds the channel to the calling thread and begins to receive.
   *
   * @param messages is called for each message received
   * @throws TransportException if the kernel refuses what the channel needs
   */
  public void open(ControlMessages messages) throws TransportException {
    incoming = messages;
    channel.open();
    receiveHeader();
  }

  /**
   * Sends what was written and hands on what was received. Never blocks.
   *
   * @return how much was done
   * @throws ProtocolException if the peer did what it must not; said once. The peer can still be
   *     told why it is left, but nothing that it says is handed on any more
   */
  public int poll() throws ProtocolException {
    int work = channel.poll(this);
    if (bodyNext) {
      work += channel.poll(this); // It came with its header.
    }
    if (flush()) {
      // A channel may only note what to send, and send it when it is polled again.
      work += 1 + channel.poll(this);
    }
    ProtocolException unreported = violation;
    if (unreported != null && !violationReported) {
      violationReported = true;
      throw unreported;
    }
    return work;
  }

  /** Whether the connection is over. */
  public boolean isClosed() {
    return closed;
  }

  /** Why the connection is over; null if it is not, or if the peer ended it in order. */
  public @Nullable TransportException closeCause() {
    return closeCause;
  }

  /**
   * Blocks until something can be done, or the time is over.
   *
   * @param timeoutNanos at most this long
   */
  public void await(long timeoutNanos) {
    channel.await(timeoutNanos);
  }

  @Override
  public int claim(int maxBytes) {
    if (OUTBOX_BYTES - written < maxBytes) {
      flush();
    }
    if (OUTBOX_BYTES - written < maxBytes) {
      // Reported by the next poll: whoever speaks may be in the middle of bringing a guest back.
      violation =
          new ProtocolException(
              "the peer does not read its control channel: " + written + " bytes are waiting");
      overrun = true;
    }
    if (overrun) {
      written = 0;
    }
    claimed = written;
    return claimed;
  }

  @Override
  public MutableDirectBuffer buffer() {
    return outboxes[writing];
  }

  @Override
  public void commit(int bytes) {
    // What is said to a peer that is gone is dropped, so that the teller need not care.
    written = closed || overrun ? 0 : claimed + bytes;
  }

  @Override
  public void onReleased(long token) {
    sending = false;
  }

  @Override
  public void onReceived(long offset, int length) {
    if (violation != null || incoming == null) {
      // Only to notice when the peer hangs up.
      receiveHeader();
      return;
    }
    try {
      if (!bodyNext) {
        bodyBytes = decoder.bodyBytes(inbox, 0);
        if (bodyBytes > 0) {
          bodyNext = true;
          channel.receive(Frames.HEADER_BYTES, bodyBytes);
          return;
        }
      }
      frame.wrap(inbox, 0, Frames.HEADER_BYTES + bodyBytes);
      decoder.decode(frame, incoming);
      receiveHeader();
    } catch (ProtocolException e) {
      violation = e;
      receiveHeader();
    }
  }

  @Override
  public void onClosed(@Nullable TransportException cause) {
    closed = true;
    closeCause = cause;
  }

  /** Ends the connection in both directions; any thread. */
  public void shutdown() {
    channel.shutdown();
  }

  @Override
  public void close() {
    channel.close();
  }

  private boolean flush() {
    if (sending || written == 0 || !channel.canSend()) {
      return false;
    }
    sending = true;
    channel.send(FRAME_BYTES + (long) writing * OUTBOX_BYTES, written, 0);
    writing ^= 1;
    written = 0;
    return true;
  }

  private void receiveHeader() {
    bodyNext = false;
    bodyBytes = 0;
    if (channel.canReceive()) {
      channel.receive(0, Frames.HEADER_BYTES);
    }
  }
}
