package org.baton.transport.uring;

import org.baton.bindings.linux.Linux;
import org.baton.bindings.sys.SystemCallException;
import org.baton.transport.ChannelCounters.Counter;
import org.baton.transport.ChannelHandler;
import org.baton.transport.SlabHold;
import org.baton.transport.TransportException;
import org.baton.transport.socket.AbstractChannel;
import org.baton.transport.socket.Deadline;
import org.baton.transport.socket.Errors;
import org.baton.transport.socket.StreamSocket;
import org.baton.transport.socket.WakeSignal;
import org.jspecify.annotations.Nullable;

/**
 * A channel with a ring of its own.
 *
 * <p>{@code SEND} and {@code RECV} carry {@code MSG_WAITALL}, so that one completion is one region;
 * a short one is continued. Long regions go out as {@code SEND_ZC} where {@link ZeroCopy} says so:
 * their slot is released by the notification, which may come long after the next sends.
 *
 * <p>An address in a submission entry is invisible to the arena behind it. So the channel counts
 * what the kernel has, and {@link #close()} fails rather than let go of the slab above zero. When
 * the owner's thread has ended, nobody can enter its ring: closing the ring makes the kernel cancel
 * what is left without touching memory, because it runs an operation on the submitter's thread
 * alone; the pages of zero-copy sends stay pinned by themselves.
 */
public final class UringChannel extends AbstractChannel {
  private static final long CLOSE_NANOS = 5_000_000_000L;
  private static final long GRACE_NANOS = 2_000_000_000L;
  private static final long SLICE_NANOS = 100_000_000L;

  private final RingCalls calls;
  private final RingOptions options;
  private final ZeroCopy zeroCopy;
  private final SendSlots slots;
  private final UringOperations operations;
  private final long slabLength;
  private @Nullable Ring ring;

  private int sendSlot;
  private boolean sendIsZeroCopy;
  private boolean receiveInKernel;
  private boolean closing;

  /** Takes over a socket, a hold and a wake signal. The ring is made by {@link #open()}. */
  UringChannel(
      StreamSocket socket,
      SlabHold hold,
      WakeSignal wake,
      RingCalls calls,
      RingOptions options,
      ZeroCopy zeroCopy,
      int maxInFlight) {
    super(socket, hold, wake);
    this.calls = calls;
    this.options = options;
    this.zeroCopy = zeroCopy;
    this.slots = new SendSlots(maxInFlight);
    this.slabLength = hold.slab().length();
    this.operations = new UringOperations(socket.fd(), wake.fd());
  }

  @Override
  public int inFlight() {
    return slots.inUse() + (receiveInKernel ? 1 : 0);
  }

  @Override
  public String describe() {
    return "io_uring to " + socket.peer() + ": " + zeroCopy.describe();
  }

  @Override
  protected void start() throws TransportException {
    try {
      Ring made =
          Ring.create(
              calls,
              options,
              UringOperations.MAX_PENDING,
              2 * slots.capacity() + UringOperations.MAX_PENDING);
      ring = made;
      zeroCopy.register(made, base, slabLength);
    } catch (SystemCallException e) {
      throw new TransportException(
          "no ring for the connection to %s: %s; %s"
              .formatted(socket.peer(), e.getMessage(), UringDenial.advice(e.errno())),
          e);
    }
  }

  @Override
  protected boolean hasRoomToSend() {
    return slots.hasFree();
  }

  @Override
  protected void startSend(long token) {
    sendSlot = slots.take(token);
    submitSend(false);
  }

  @Override
  protected void startReceive() {
    receiveInKernel = true;
    submitReceive(false);
  }

  @Override
  protected int progress(ChannelHandler handler) {
    Ring current = ring();
    if (current.needsEnter(inKernel())) {
      if (current.hasOverflown()) {
        fail(new TransportException("the completion queue to " + socket.peer() + " overflowed"));
      }
      entered(current.enter());
    }
    return reap(current, handler);
  }

  @Override
  protected boolean mustWait() {
    return !ring().completions().hasNext();
  }

  @Override
  protected void sleep(long timeoutNanos) {
    if (!operations.isWatchingWake()) {
      // Only sleepers are woken this way, so it goes with the call that sleeps, at no cost.
      operations.watchWake(ring().submissions());
    }
    entered(ring().enterAndWait(timeoutNanos));
  }

  @Override
  protected void stop(ChannelHandler handler) {
    Ring current = ring;
    if (current == null) {
      return;
    }
    if (isOwner()) {
      drain(current, new Releases(handler));
    }
    ring = null;
    receiveInKernel = false;
    current.close();
    if (isOwner()) {
      operations.close(); // Else the kernel may still know the address, so the bytes stay.
    }
  }

  private int reap(Ring current, ChannelHandler handler) {
    CompletionQueue completions = current.completions();
    int reported = 0;
    while (completions.hasNext()) {
      long userData = completions.userData();
      int result = completions.result();
      int flags = completions.flags();
      completions.advance();
      reported +=
          switch (UringOperations.kind(userData)) {
            case UringOperations.RECEIVE -> onReceive(result, handler);
            case UringOperations.SEND ->
                onSend(UringOperations.slot(userData), result, flags, handler);
            default -> {
              operations.completed(userData);
              yield 0;
            }
          };
    }
    return reported;
  }

  private int onReceive(int result, ChannelHandler handler) {
    if (isRetry(result) && !closing) {
      submitReceive(result == Errors.WOULD_BLOCK);
      return 0;
    }
    if (result > 0 && result < receiveLeft() && !closing) {
      boolean done = tookReceived(result, handler);
      submitReceive(false);
      return done ? 1 : 0;
    }
    receiveInKernel = false;
    if (result > 0) {
      return tookReceived(result, handler) ? 1 : 0;
    }
    if (result == 0) {
      endReceive();
    } else {
      failReceive(-result);
    }
    return 0;
  }

  private int onSend(int slot, int result, int flags, ChannelHandler handler) {
    if ((flags & Linux.IORING_CQE_F_NOTIF()) != 0) {
      if ((result & Linux.IORING_NOTIF_USAGE_ZC_COPIED()) != 0) {
        counters.add(Counter.ZERO_COPY_COPIED, 1);
      }
      return slots.notified(slot) ? released(slot, handler) : 0;
    }
    if ((flags & Linux.IORING_CQE_F_MORE()) != 0) {
      slots.expectNotification(slot);
    }
    if (sendIsZeroCopy && result < 0 && ZeroCopy.isRefusal(-result) && !closing) {
      zeroCopy.refuse(-result);
      counters.add(Counter.ZERO_COPY_REFUSED, 1);
      submitSend(false);
      return 0;
    }
    if (isRetry(result) && !closing) {
      submitSend(result == Errors.WOULD_BLOCK);
      return 0;
    }
    if (result > 0 && !tookSent(result) && !closing) {
      submitSend(false);
      return 0;
    }
    long token = slots.token(slot);
    boolean free = slots.finish(slot);
    if (result > 0) {
      handler.onSent(token);
    } else {
      failSend(result == 0 ? Linux.EIO() : -result);
    }
    if (free) {
      handler.onReleased(token);
    }
    return 1;
  }

  private int released(int slot, ChannelHandler handler) {
    handler.onReleased(slots.token(slot));
    return 1;
  }

  private void submitSend(boolean afterPoll) {
    long offset = sendOffset();
    int length = sendLength();
    sendIsZeroCopy = zeroCopy.covers(offset, length);
    int piece = sendIsZeroCopy ? zeroCopy.piece(offset) : UringOperations.NO_PIECE;
    if (sendIsZeroCopy) {
      counters.add(Counter.ZERO_COPY_SENDS, 1);
    }
    operations.send(ring().submissions(), base + offset, length, sendSlot, piece, afterPoll);
  }

  private void submitReceive(boolean afterPoll) {
    operations.receive(ring().submissions(), receiveAddress(), receiveLeft(), afterPoll);
  }

  private void entered(int error) {
    counters.add(Counter.SYSTEM_CALLS, 1);
    if (error < 0) {
      // The ring is lost, and with it any word of the receive; its region stays in flight.
      abandonReceive();
      fail(Errors.failed("io_uring_enter for the connection to " + socket.peer(), -error));
    }
  }

  private int inKernel() {
    return inFlight() + operations.inKernel();
  }

  /** Waits until the kernel has nothing any more; in the end by force. */
  private void drain(Ring current, Releases releases) {
    closing = true;
    wake.signal(); // Ends the read of the eventfd.
    Deadline grace = Deadline.after(GRACE_NANOS);
    Deadline end = Deadline.after(CLOSE_NANOS);
    boolean aborted = false;
    while (inKernel() > 0) {
      if (grace.passed() && !aborted) {
        aborted = true;
        operations.abort(current.submissions());
      }
      int error = current.enterAndWait(SLICE_NANOS);
      reap(current, releases);
      if (error < 0 || (end.passed() && inKernel() > 0)) {
        throw new IllegalStateException(
            "the kernel still holds %d regions of the channel to %s: their memory must stay mapped"
                .formatted(inFlight(), socket.peer()));
      }
    }
  }

  /** What a handler hears while the channel closes. */
  private record Releases(ChannelHandler handler) implements ChannelHandler {
    @Override
    public void onReleased(long token) {
      handler.onReleased(token);
    }

    @Override
    public void onClosed(@Nullable TransportException cause) {
      // Whoever closes a channel knows.
    }
  }

  private static boolean isRetry(int result) {
    return result == Errors.INTERRUPTED || result == Errors.WOULD_BLOCK;
  }

  private Ring ring() {
    Ring current = ring;
    if (current == null) {
      throw new IllegalStateException("the channel to " + socket.peer() + " has no ring");
    }
    return current;
  }
}
