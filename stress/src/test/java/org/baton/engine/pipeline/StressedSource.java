package org.baton.engine.pipeline;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.baton.engine.participant.PendingBytes;
import org.baton.engine.participant.SavingParticipant;
import org.baton.engine.telemetry.Stage;
import org.baton.engine.telemetry.StageRecorder;
import org.baton.transport.Slab;
import org.baton.transport.message.ChunkHeader;
import org.baton.transport.message.ParticipantEntry;
import org.baton.vfio.DeviceState;

/**
 * A source's data plane of one participant and one channel. One actor is the participant's thread
 * and works with {@link #saver}, the other is the channel's and works with {@link #sender}.
 */
final class StressedSource implements SaveListener, SavingParticipant {
  private static final int CHUNK_BYTES = 4_096;
  private static final int WINDOW_CHUNKS = 2;
  private static final long WINDOW_BYTES = SlotWindow.bytes(WINDOW_CHUNKS, CHUNK_BYTES);
  private static final Slab SLAB = StressedSlab.map(1L << 28);
  private static final StageRecorder READ_TIMES = new StageRecorder(Stage.READ);
  private static final StageRecorder RING_TIMES = new StageRecorder(Stage.RING);
  private static final StageRecorder SEND_TIMES = new StageRecorder(Stage.SEND);

  final SlotWindow window =
      new SlotWindow(
          StressedSlab.nextOffset(SLAB, WINDOW_BYTES),
          WINDOW_CHUNKS,
          CHUNK_BYTES,
          ChunkHeader.BYTES);
  final CreditWindow credit = new CreditWindow(WINDOW_CHUNKS, WINDOW_CHUNKS);
  private final Waker waker = new Waker();
  final SaverGauges gauges = new SaverGauges();
  final ChunkRing ring = new ChunkRing(WINDOW_CHUNKS);
  final StressedChannel channel = new StressedChannel();
  final SaveAgent saver =
      new SaveAgent(
          new Lane(0, SLAB, window, CHUNK_BYTES, () -> 0),
          "nic0",
          this,
          new SendAgentProxy[] {new SendAgentProxy(ring, channel)},
          credit,
          waker,
          gauges,
          READ_TIMES,
          this);
  final SendAgent sender =
      new SendAgent(
          0,
          channel,
          ring,
          new OutgoingLane[] {new OutgoingLane(window, credit, waker)},
          () -> 0,
          RING_TIMES,
          SEND_TIMES,
          this);

  private volatile boolean failed;
  private long reads;

  StressedSource() {
    saver.offer(SaveCommand.STOP_COPY);
  }

  /** What was read as the first bytes of a slot's payload: 1 for the first chunk, 2 and so on. */
  long payload(int slot) {
    return SLAB.segment().get(ValueLayout.JAVA_LONG, window.payloadOffset(slot));
  }

  /** Whether an agent found something that cannot be. */
  boolean isFailed() {
    return failed;
  }

  @Override
  public DeviceState state() {
    return DeviceState.STOP_COPY;
  }

  @Override
  public ParticipantEntry entry() {
    throw new AssertionError("a Hello is not needed here");
  }

  @Override
  public boolean hasPrecopy() {
    return true;
  }

  @Override
  public void startPrecopy() {}

  @Override
  public void pending(PendingBytes pending) {
    pending.set(0, 0, 0, 0);
  }

  @Override
  public int read(MemorySegment buffer, long offset, int length) {
    reads++;
    buffer.set(ValueLayout.JAVA_LONG, offset, reads);
    return Long.BYTES;
  }

  @Override
  public void enterP2p() {}

  @Override
  public void retreat() {}

  @Override
  public void enterStopCopy() {}

  @Override
  public void resumeP2p() {}

  @Override
  public void resume() {}

  @Override
  public void finish() {}

  @Override
  public void onSaverReached(int participant, SaveCommand command) {}

  @Override
  public void onRecoveryFailed(int participant, SaveCommand command, IOException cause) {
    failed = true;
  }

  @Override
  public void onStreamEnd(int participant, StreamTotals totals) {
    failed = true;
  }

  @Override
  public void onParticipantFailed(int participant, IOException cause) {
    failed = true;
  }

  @Override
  public void onChannelClosed(int index, IOException cause) {
    failed = true;
  }
}
