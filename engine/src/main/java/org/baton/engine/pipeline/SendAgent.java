package org.baton.engine.pipeline;

import com.lmax.disruptor.EventPoller;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.NanoClock;
import org.baton.engine.telemetry.StageRecorder;
import org.baton.transport.Channel;
import org.baton.transport.message.ChunkHeader;
import org.baton.transport.message.ProtocolException;

/** Sends chunks over one data channel, header and payload in one piece. */
public final class SendAgent extends ChannelAgent implements EventPoller.Handler<Chunk> {
  private final ChunkRing ring;
  private final OutgoingLane[] lanes;
  private final NanoClock clock;
  private final StageRecorder ringTimes;
  private final StageRecorder sendTimes;
  private final AtomicLong busyNanos = new AtomicLong();

  private long sendNanos;

  SendAgent(
      int index,
      Channel channel,
      ChunkRing ring,
      OutgoingLane[] lanes,
      NanoClock clock,
      StageRecorder ringTimes,
      StageRecorder sendTimes,
      PipelineListener listener) {
    super(index, channel, "destination", listener);
    this.ring = ring;
    this.lanes = lanes;
    this.clock = clock;
    this.ringTimes = ringTimes;
    this.sendTimes = sendTimes;
  }

  /** For how long something has been under way, since the start. Any thread. */
  long busyNanos() {
    return busyNanos.getAcquire();
  }

  @Override
  void begin() {
    // Nothing ever comes this way, but without a receive the end of the connection goes unnoticed
    // until the next send. The place is in the unused front of the first slot.
    channel.receive(index, 1);
  }

  @Override
  int move() {
    int work = channel.poll(this);
    if (channel.canSend() && ring.poll(this)) {
      work++;
    }
    return work;
  }

  /** Takes one chunk from the ring; false, because the channel has its hands full with it. */
  @Override
  public boolean onEvent(Chunk chunk, long position, boolean endOfBatch) {
    SlotWindow window = lanes[chunk.participant].window();
    int slot = chunk.slot;
    window.handOver(slot, SlotOwner.RING, SlotOwner.CHANNEL);
    sendNanos = clock.nanoTime();
    ringTimes.record(sendNanos - chunk.publishedNanos);
    channel.send(
        window.headerOffset(slot),
        ChunkHeader.BYTES + chunk.payloadLength,
        ((long) chunk.participant << Integer.SIZE) | slot);
    return false;
  }

  @Override
  public void onSent(long token) {
    long nanos = clock.nanoTime() - sendNanos;
    sendTimes.record(nanos);
    lanes[participant(token)].sent();
    busyNanos.setRelease(busyNanos.getPlain() + nanos);
  }

  @Override
  public void onReleased(long token) {
    lanes[participant(token)].released((int) token);
  }

  private static int participant(long token) {
    return (int) (token >>> Integer.SIZE);
  }

  @Override
  public void onReceived(long offset, int length) {
    stop(new ProtocolException("the destination must not send on a data channel"));
  }

  /** What was published and not sent lies in the ring; the participants' threads have ended. */
  @Override
  public void onClose() {
    channel.close(this);
    while (ring.poll(this::discard)) {
      // Until it is empty.
    }
  }

  private boolean discard(Chunk chunk, long position, boolean endOfBatch) {
    lanes[chunk.participant].window().handOver(chunk.slot, SlotOwner.RING, SlotOwner.NOBODY);
    return true;
  }

  @Override
  public String roleName() {
    return ThreadNames.of("tx", Integer.toString(index));
  }
}
