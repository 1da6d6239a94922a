package org.baton.engine.simulation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.baton.transport.Channel;
import org.baton.transport.ChannelCounters;
import org.baton.transport.ChannelHandler;
import org.baton.transport.Slab;
import org.baton.transport.SlabHold;
import org.baton.transport.TransportException;
import org.jspecify.annotations.Nullable;

/**
 * One end of a simulated connection. A region's bytes are copied when they leave, which may be long
 * after the send was started, as with zero-copy: whoever touches a region too early is found out.
 */
final class SimulatedChannel implements Channel {
  private static final int MAX_IN_FLIGHT = 8;
  private static final int SEND_NANOS = 10_000;
  private static final int RELEASE_NANOS = 2_000_000;

  private static final class Send {
    private final long offset;
    private final int length;
    private final long token;
    private final long sentNanos;
    private final long departNanos;
    private boolean departed;
    private boolean reported;

    Send(long offset, int length, long token, long sentNanos, long departNanos) {
      this.offset = offset;
      this.length = length;
      this.token = token;
      this.sentNanos = sentNanos;
      this.departNanos = departNanos;
    }
  }

  private final SimulatedConnection connection;
  private final SimulatedPipe out;
  private final SimulatedPipe in;
  private final Slab slab;
  private final SlabHold hold;
  private final SimulatedClock clock;
  private final Timeline timeline;
  private final SplittableRandom random;
  private final List<Send> sends = new ArrayList<>();
  private final ChannelCounters counters = new ChannelCounters();
  private @Nullable SimulatedThread owner;
  private byte[] received = new byte[0];
  private long lastDepartNanos;
  private long receiveOffset;
  private int receiveLength;
  private int receiveDone;
  private boolean closeReported;
  private boolean shutdown;
  private boolean closed;

  SimulatedChannel(
      SimulatedConnection connection,
      SimulatedPipe out,
      SimulatedPipe in,
      Slab slab,
      SimulatedClock clock,
      Timeline timeline,
      SplittableRandom random) {
    this.connection = connection;
    this.out = out;
    this.in = in;
    this.slab = slab;
    this.hold = slab.hold();
    this.clock = clock;
    this.timeline = timeline;
    this.random = random.split();
  }

  @Override
  public void open() {
    owner = timeline.current();
    in.reader(owner);
  }

  @Override
  public boolean canSend() {
    return !shutdown
        && !closeReported
        && sends.size() < MAX_IN_FLIGHT
        && sends.stream().allMatch(send -> send.reported);
  }

  @Override
  public void send(long offset, int length, long token) {
    if (!canSend()) {
      throw new IllegalStateException("a send is under way");
    }
    long sent = clock.nanoTime() + random.nextInt(SEND_NANOS);
    int held = connection.isZeroCopy() ? random.nextInt(RELEASE_NANOS) : 0;
    lastDepartNanos = Math.max(lastDepartNanos, sent + held);
    Send send = new Send(offset, length, token, sent, lastDepartNanos);
    sends.add(send);
    timeline.after(lastDepartNanos - clock.nanoTime(), () -> depart(send));
  }

  private void depart(Send send) {
    if (send.departed) {
      return;
    }
    send.departed = true;
    byte[] bytes = new byte[send.length];
    MemorySegment.copy(slab.segment(), ValueLayout.JAVA_BYTE, send.offset, bytes, 0, send.length);
    connection.carry(out, bytes);
  }

  @Override
  public boolean canReceive() {
    return receiveLength == 0 && !shutdown && !closeReported;
  }

  @Override
  public void receive(long offset, int length) {
    if (!canReceive()) {
      throw new IllegalStateException("a receive is under way");
    }
    receiveOffset = offset;
    receiveLength = length;
    receiveDone = 0;
    if (received.length < length) {
      received = new byte[length];
    }
  }

  @Override
  public int poll(ChannelHandler handler) {
    return pollSends(handler) + pollReceive(handler) + pollEnd(handler);
  }

  private int pollSends(ChannelHandler handler) {
    int work = 0;
    long now = clock.nanoTime();
    for (Send send : List.copyOf(sends)) {
      if (!send.reported && send.sentNanos <= now) {
        send.reported = true;
        handler.onSent(send.token);
        work++;
      }
      if (send.reported && send.departed) {
        sends.remove(send);
        handler.onReleased(send.token);
        work++;
      }
    }
    return work;
  }

  private int pollReceive(ChannelHandler handler) {
    int work = 0;
    while (receiveLength > 0 && !shutdown) {
      receiveDone += in.read(received, receiveDone, receiveLength - receiveDone);
      if (receiveDone < receiveLength) {
        break;
      }
      int length = receiveLength;
      receiveLength = 0;
      MemorySegment.copy(received, 0, slab.segment(), ValueLayout.JAVA_BYTE, receiveOffset, length);
      handler.onReceived(receiveOffset, length);
      work++;
    }
    return work;
  }

  private int pollEnd(ChannelHandler handler) {
    if (closeReported || !(shutdown || in.isOver())) {
      return 0;
    }
    closeReported = true;
    String cause = in.endCause();
    if (shutdown) {
      handler.onClosed(new TransportException(connection.name() + ": shut down by this side"));
    } else if (cause != null) {
      handler.onClosed(new TransportException(cause));
    } else if (receiveDone > 0 && receiveLength > 0) {
      handler.onClosed(
          new TransportException(connection.name() + ": the peer closed it amid a message"));
    } else {
      handler.onClosed(null);
    }
    receiveLength = 0;
    return 1;
  }

  @Override
  public void await(long timeoutNanos) {
    long until = clock.nanoTime() + timeoutNanos;
    for (Send send : sends) {
      until = Math.min(until, send.reported ? send.departNanos : send.sentNanos);
    }
    if (receiveLength > 0) {
      until = Math.min(until, in.nextNanos());
    }
    timeline.current().sleep(until - clock.nanoTime());
  }

  @Override
  public void wakeup() {
    if (owner != null) {
      owner.wake();
    }
  }

  @Override
  public int inFlight() {
    return sends.size() + (receiveLength > 0 ? 1 : 0);
  }

  @Override
  public ChannelCounters counters() {
    return counters;
  }

  @Override
  public String describe() {
    return "simulated";
  }

  @Override
  public void shutdown() {
    if (!shutdown) {
      shutdown = true;
      sends.forEach(this::depart);
      out.end(null, false);
      wakeup();
    }
  }

  @Override
  public void close(ChannelHandler handler) {
    if (closed) {
      return;
    }
    closed = true;
    shutdown();
    if (in.hasUnread() && random.nextInt(4) == 0) {
      // A kernel answers with a reset, and that may cost the peer what is on its way to it.
      out.becomeReset(connection.name() + ": connection reset by the peer");
    }
    for (Send send : sends) {
      handler.onReleased(send.token);
    }
    sends.clear();
    receiveLength = 0;
    hold.close();
  }
}
