package org.baton.engine.pipeline;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.baton.engine.participant.LoadingParticipant;
import org.baton.engine.telemetry.Stage;
import org.baton.engine.telemetry.StageRecorder;
import org.baton.transport.Slab;
import org.baton.transport.message.ChunkHeader;
import org.baton.transport.message.ChunkKind;
import org.baton.transport.message.ParticipantEntry;
import org.baton.transport.message.ProtocolException;
import org.baton.vfio.DeviceState;

/**
 * A destination's data plane of one participant and a window of one slot. One actor is the
 * participant's thread and works with {@link #loader}, the other is a channel's.
 */
final class StressedDestination implements LoadListener, LoadingParticipant {
  static final int ONLY_SLOT = 0;
  private static final int CHUNK_BYTES = 4_096;
  private static final long WINDOW_BYTES = SlotWindow.bytes(1, CHUNK_BYTES);
  private static final Slab SLAB = StressedSlab.map(1L << 28);
  private static final StageRecorder REORDER_TIMES = new StageRecorder(Stage.REORDER);
  private static final StageRecorder WRITE_TIMES = new StageRecorder(Stage.WRITE);

  final SlotWindow window =
      new SlotWindow(
          StressedSlab.nextOffset(SLAB, WINDOW_BYTES), 1, CHUNK_BYTES, ChunkHeader.BYTES);
  final LoaderGauges gauges = new LoaderGauges();
  final ChunkRing ring = new ChunkRing(1);
  private final SequenceClaims claims = new SequenceClaims(1);
  private final Waker waker = new Waker();
  final LoadAgentProxy proxy = new LoadAgentProxy(0, window, claims, gauges, ring, waker);
  final LoadAgent loader =
      new LoadAgent(
          new Lane(0, SLAB, window, CHUNK_BYTES, () -> 0),
          this,
          claims,
          ring,
          waker,
          gauges,
          REORDER_TIMES,
          WRITE_TIMES,
          this);

  private long loaded;
  private boolean failed;

  /** Takes the slot of a chunk and receives its payload, and says how that went. */
  String claim(long sequence) {
    try {
      int slot = proxy.claim(sequence);
      SLAB.segment().set(ValueLayout.JAVA_LONG, proxy.payloadOffset(slot), sequence + 1);
      return "in time";
    } catch (ProtocolException e) {
      boolean outside = String.valueOf(e.getMessage()).contains("outside the window");
      return outside ? "too early" : "came twice";
    } catch (IllegalStateException e) {
      return "owned twice";
    }
  }

  /** Gives on a chunk that was received. */
  void deliver(long sequence) {
    proxy.deliver(sequence, ONLY_SLOT, Long.BYTES, ChunkKind.STOP_COPY, 0);
  }

  /** What was loaded last: 1 for the first chunk, 2 for the second. */
  long loaded() {
    return loaded;
  }

  /** Whether the agent found something that cannot be. */
  boolean isFailed() {
    return failed;
  }

  @Override
  public String name() {
    return "nic0";
  }

  @Override
  public DeviceState state() {
    return DeviceState.RESUMING;
  }

  @Override
  public String refusal(ParticipantEntry offered) {
    return "";
  }

  @Override
  public void prepare() {}

  @Override
  public int write(MemorySegment buffer, long offset, int length) {
    loaded = buffer.get(ValueLayout.JAVA_LONG, offset);
    return length;
  }

  @Override
  public void validate() {}

  @Override
  public void runP2p() {}

  @Override
  public void run() {}

  @Override
  public void abort() {}

  @Override
  public void onLoaderReached(int participant, LoadCommand command) {}

  @Override
  public void onTag(int participant, int generation) {}

  @Override
  public void onAbortFailed(int participant, IOException cause) {}

  @Override
  public void onValidated(int participant, StreamTotals totals, long loadNanos) {}

  @Override
  public void onParticipantFailed(int participant, IOException cause) {
    failed = true;
  }

  @Override
  public void onChannelClosed(int channel, IOException cause) {
    failed = true;
  }
}
