package org.baton.engine.simulation;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.baton.engine.control.Conductor;
import org.baton.engine.control.ConductorQueue;
import org.baton.engine.control.MessageTap;
import org.baton.engine.pipeline.Pipeline;
import org.baton.engine.report.Failure;
import org.baton.transport.Channel;
import org.baton.transport.Slab;
import org.baton.transport.TransportException;
import org.baton.transport.message.ControlChannel;
import org.baton.transport.message.ControlEncoder;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.message.ProtocolException;
import org.jspecify.annotations.Nullable;

/** One conductor's thread: what {@code ConductorAgent} does, with the simulation's clock. */
abstract class SimulatedSide implements Agent {
  private static final long AWAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
  private static final long HANGUP_NANOS = TimeUnit.SECONDS.toNanos(2);

  private enum Stage {
    WORKING,
    HANGING_UP,
    CLOSED
  }

  final SimulatedClock clock;
  final Timeline timeline;
  final Promises promises;
  final ConductorQueue events;

  private final String name;
  private final String peerName;
  private final Slab slab;
  private final ControlChannel control;
  private Stage stage = Stage.WORKING;
  private boolean disconnectReported;
  private long hangupNanos;
  private int slotsLeft;

  SimulatedSide(
      String name,
      String peerName,
      Slab slab,
      Channel channel,
      SimulatedClock clock,
      Timeline timeline,
      Promises promises) {
    this.name = name;
    this.peerName = peerName;
    this.slab = slab;
    this.clock = clock;
    this.timeline = timeline;
    this.promises = promises;
    control = new ControlChannel(channel, slab);
    events = new ConductorQueue(channel::wakeup);
  }

  abstract Conductor<?, ?> conductor();

  abstract @Nullable Pipeline pipeline();

  abstract int serve();

  /** A message was sent; it is {@code encoder} that makes bytes of it. */
  abstract void onSending(MessageTap.Message message, ControlMessages encoder);

  /** A message has come and been decoded. */
  void onReceiving(MessageTap.Message message) {
    message.delivery().accept(conductor());
  }

  /** Everything is closed. */
  void onClosed() {}

  /** Takes messages to the peer. */
  final ControlMessages peer() {
    ControlEncoder encoder = new ControlEncoder(control);
    return new MessageTap(
        message -> {
          if (!message.text().equals("keepAlive")) {
            promises.trace(name + " says " + message.text());
          }
          onSending(message, encoder);
        });
  }

  final boolean isClosed() {
    return stage == Stage.CLOSED;
  }

  /** Slots that somebody owned after everything was closed. */
  final int slotsLeft() {
    return slotsLeft;
  }

  @Override
  public final String roleName() {
    return name;
  }

  @Override
  public final void onStart() {
    conductor().onTime(clock.nanoTime());
    try {
      control.open(
          new MessageTap(
              message -> {
                if (!message.text().equals("keepAlive")) {
                  promises.trace(name + " hears " + message.text());
                }
                onReceiving(message);
              }));
      conductor().start(clock.nanoTime());
    } catch (TransportException e) {
      conductor().onDisconnected(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public final int doWork() {
    if (stage != Stage.WORKING) {
      return hangUp();
    }
    try {
      return round(clock.nanoTime());
    } catch (RuntimeException | Error e) {
      promises.violated("the " + name + "'s conductor threw " + e);
      conductor().onInternalError(e);
      return 1;
    }
  }

  private int round(long now) {
    conductor().onTime(now);
    int work = pollLink() + serve();
    conductor().onTick();
    if (conductor().isEnded()) {
      promises.trace(name + " ended " + conductor().status() + ", " + conductor().failure());
      stage = Stage.HANGING_UP;
      hangupNanos = now;
    } else if (work == 0) {
      control.await(AWAIT_NANOS);
    }
    return work;
  }

  private int pollLink() {
    try {
      int work = events.drain() + control.poll();
      if (control.isClosed() && !disconnectReported) {
        disconnectReported = true;
        TransportException cause = control.closeCause();
        String closed = "the " + peerName + " closed the connection";
        String why = cause == null ? closed : String.valueOf(cause.getMessage());
        promises.trace(name + " is disconnected: " + why);
        conductor().onDisconnected(why);
      }
      return work;
    } catch (ProtocolException e) {
      conductor().onViolation(e);
      return 1;
    }
  }

  /** Who spoke last waits until the other has heard it. */
  private int hangUp() {
    Failure failure = conductor().failure();
    boolean waits = failure != null && !failure.fromPeer();
    if (waits && !control.isClosed() && clock.nanoTime() - hangupNanos < HANGUP_NANOS) {
      try {
        if (events.drain() + control.poll() == 0) {
          control.await(AWAIT_NANOS);
        }
        return 1;
      } catch (ProtocolException e) {
        promises.trace(name + " hears nonsense at the end: " + e.getMessage());
      }
    }
    close();
    return 0;
  }

  private void close() {
    Pipeline pipeline = pipeline();
    if (pipeline != null) {
      pipeline.close();
      slotsLeft = pipeline.slotsInUse();
    }
    control.close();
    slab.close();
    stage = Stage.CLOSED;
    onClosed();
    promises.trace(name + " closed");
  }
}
