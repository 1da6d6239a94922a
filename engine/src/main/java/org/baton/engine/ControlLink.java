package org.baton.engine;

import java.util.concurrent.TimeUnit;
import org.baton.engine.control.ConductorQueue;
import org.baton.transport.Channel;
import org.baton.transport.ChannelOptions;
import org.baton.transport.Connection;
import org.baton.transport.Slab;
import org.baton.transport.Transport;
import org.baton.transport.TransportException;
import org.baton.transport.message.ControlChannel;
import org.baton.transport.message.ControlEncoder;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.message.ProtocolException;

/** A conductor's control channel: its memory, its encoder, and the way its thread waits. */
final class ControlLink implements AutoCloseable {
  /**
   * Ticks need no more than this: messages, events and progress of the data plane end the wait, and
   * a thread that wakes for nothing takes a core from somebody.
   */
  private static final long AWAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Slab slab;
  private final Channel channel;
  private final ControlChannel control;
  private final ConductorQueue events;

  /** Creates a link. The connection belongs to it from here on, also if this fails. */
  ControlLink(Transport transport, Connection connection) throws TransportException {
    Slab mapped = null;
    try {
      mapped = Slab.map(ControlChannel.SLAB_BYTES);
      channel = transport.channel(connection, mapped, ChannelOptions.defaults());
    } catch (TransportException | RuntimeException e) {
      connection.close();
      if (mapped != null) {
        mapped.close();
      }
      throw e;
    }
    slab = mapped;
    control = new ControlChannel(channel, slab);
    events = new ConductorQueue(channel::wakeup);
  }

  /** Takes messages to the peer. */
  ControlMessages encoder() {
    return new ControlEncoder(control);
  }

  /** Brings events of other threads to the conductor's. */
  ConductorQueue events() {
    return events;
  }

  /**
   * Binds the link to the calling thread.
   *
   * @param incoming is called for each message received
   */
  void open(ControlMessages incoming) throws TransportException {
    control.open(incoming);
  }

  /** Sends, receives and runs events. Never blocks. */
  int poll() throws ProtocolException {
    return events.drain() + control.poll();
  }

  /** Blocks until something happens, or the conductor's clock must be looked at. */
  void await() {
    control.await(AWAIT_NANOS);
  }

  /** Whether the connection is over. */
  boolean isClosed() {
    return control.isClosed();
  }

  /** Why the connection is over, in a sentence. */
  String closeCause(String peer) {
    TransportException cause = control.closeCause();
    return cause == null
        ? "the " + peer + " closed the connection: look there for the reason"
        : String.valueOf(cause.getMessage());
  }

  @Override
  public void close() {
    control.close();
    slab.close();
  }
}
