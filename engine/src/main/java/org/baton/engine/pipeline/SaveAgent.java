package org.baton.engine.pipeline;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.baton.engine.participant.PendingBytes;
import org.baton.engine.participant.SavingParticipant;
import org.baton.engine.telemetry.StageRecorder;
import org.baton.transport.message.ChunkHeader;
import org.baton.transport.message.ChunkKind;

/**
 * Reads one participant on its own thread, because reads and transitions block for as long as a
 * driver likes.
 */
public final class SaveAgent implements Agent {
  private static final long QUERY_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /**
   * A driver may make new data appear only when it is asked, so an empty one is asked more often.
   */
  private static final long EMPTY_QUERY_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private static final int COMMANDS = 16;

  /** A tag's payload. */
  static final ValueLayout.OfInt GENERATION =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private enum Phase {
    IDLE,
    PRECOPY,
    PAUSED,
    STOP_COPY,
    ENDED
  }

  private final Lane lane;
  private final SavingParticipant participant;
  private final SendAgentProxy[] channels;
  private final CreditWindow credit;
  private final SaverGauges gauges;
  private final StageRecorder readTimes;
  private final SaveListener listener;
  private final OneToOneConcurrentArrayQueue<SaveCommand> commands =
      new OneToOneConcurrentArrayQueue<>(COMMANDS);
  private final PendingBytes pending = new PendingBytes();
  private final DirtyRate dirtyRate = new DirtyRate();
  private final StreamDigest digest = new StreamDigest();
  private final ChunkHeader header = new ChunkHeader();
  private final ByteBuffer[] payloads;
  private final String roleName;
  private final Waker waker;

  private Phase phase = Phase.IDLE;
  private long nextSequence;
  private long lastQueryNanos;
  private boolean empty;
  private int tagsDue;
  private int tags;

  SaveAgent(
      Lane lane,
      String name,
      SavingParticipant participant,
      SendAgentProxy[] channels,
      CreditWindow credit,
      Waker waker,
      SaverGauges gauges,
      StageRecorder readTimes,
      SaveListener listener) {
    this.lane = lane;
    this.participant = participant;
    this.channels = channels;
    this.credit = credit;
    this.waker = waker;
    this.gauges = gauges;
    this.readTimes = readTimes;
    this.listener = listener;
    this.payloads = lane.payloadViews();
    this.roleName = ThreadNames.of("rd", name);
  }

  /** Tells the participant what to do next. Conductor only. */
  void offer(SaveCommand command) {
    if (!commands.offer(command)) {
      throw new IllegalStateException(roleName + " has not done its last commands yet");
    }
    waker.wake();
  }

  @Override
  public void onStart() {
    waker.bind();
  }

  @Override
  public int doWork() {
    int work = 0;
    try {
      SaveCommand command = commands.poll();
      if (command != null) {
        execute(command);
        work++;
      }
      work += save();
    } catch (IOException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(new IOException("reading " + roleName + " failed: " + e, e));
    }
    return work;
  }

  @Override
  public String roleName() {
    return roleName;
  }

  private void execute(SaveCommand command) throws IOException {
    switch (command) {
      case PRECOPY -> {
        participant.startPrecopy();
        query(lane.clock().nanoTime());
        phase = Phase.PRECOPY;
      }
      case TAG -> {
        tagsDue++;
        return;
      }
      case QUERY -> query(lane.clock().nanoTime());
      case P2P -> {
        phase = Phase.PAUSED;
        participant.enterP2p();
        query(lane.clock().nanoTime());
      }
      case RETREAT -> {
        participant.retreat();
        phase = Phase.PRECOPY;
      }
      case STOP_COPY -> {
        participant.enterStopCopy();
        phase = Phase.STOP_COPY;
      }
      case RESUME_P2P, RESUME, FINISH -> {
        leave(command);
        return;
      }
    }
    reached(command);
  }

  private void reached(SaveCommand command) {
    gauges.inState(participant.state());
    listener.onSaverReached(lane.participant(), command);
  }

  /** The ways out. None may fail silently, and none counts as a failure of the stream. */
  private void leave(SaveCommand command) {
    phase = Phase.ENDED;
    try {
      switch (command) {
        case RESUME_P2P -> participant.resumeP2p();
        case RESUME -> participant.resume();
        default -> participant.finish();
      }
      reached(command);
    } catch (IOException e) {
      recoveryFailed(command, e);
    } catch (RuntimeException | Error e) {
      recoveryFailed(command, new IOException(command + " failed: " + e, e));
    }
  }

  private void recoveryFailed(SaveCommand command, IOException cause) {
    gauges.inState(participant.state());
    listener.onRecoveryFailed(lane.participant(), command, cause);
  }

  private int save() throws IOException {
    return switch (phase) {
      case PRECOPY -> precopy();
      case STOP_COPY -> saveChunk(ChunkKind.STOP_COPY);
      case IDLE, PAUSED, ENDED -> 0;
    };
  }

  private int precopy() throws IOException {
    long now = lane.clock().nanoTime();
    int work = 0;
    if (now - lastQueryNanos >= (empty ? EMPTY_QUERY_INTERVAL_NANOS : QUERY_INTERVAL_NANOS)) {
      query(now);
      work++;
    }
    if (tagsDue > 0) {
      return work + saveTag();
    }
    return empty ? work : work + saveChunk(ChunkKind.PRECOPY);
  }

  /** Everything that was read when the tag was ordered lies before it in the stream. */
  private int saveTag() {
    long sequence = nextSequence;
    int slot = takeSlot(sequence);
    if (slot == SlotWindow.NO_SLOT) {
      return 0;
    }
    lane.slab().segment().set(GENERATION, lane.window().payloadOffset(slot), ++tags);
    tagsDue--;
    gauges.tagged();
    publish(sequence, slot, ChunkHeader.TAG_BYTES, ChunkKind.TAG, lane.clock().nanoTime());
    return 1;
  }

  private void query(long now) throws IOException {
    participant.pending(pending);
    if (phase == Phase.PRECOPY) {
      dirtyRate.sample(now, pending, gauges.bytes());
    } else {
      dirtyRate.pause();
    }
    pending.measured(dirtyRate.bytesPerSecond());
    gauges.answered(pending);
    listener.onProgress();
    lastQueryNanos = now;
    empty = !participant.hasPrecopy() || (pending.initialBytes() | pending.dirtyBytes()) == 0;
  }

  private int saveChunk(ChunkKind kind) throws IOException {
    long sequence = nextSequence;
    int slot = takeSlot(sequence);
    if (slot == SlotWindow.NO_SLOT) {
      return 0;
    }
    long startNanos = lane.clock().nanoTime();
    int length = SavingParticipant.NOTHING_NOW;
    try {
      length =
          participant.read(
              lane.slab().segment(), lane.window().payloadOffset(slot), lane.chunkBytes());
    } finally {
      if (length <= 0) {
        lane.window().handOver(slot, SlotOwner.PARTICIPANT, SlotOwner.NOBODY);
      }
    }
    long endNanos = lane.clock().nanoTime();
    if (length > 0) {
      readTimes.record(endNanos - startNanos);
      gauges.saved(length, endNanos - startNanos, kind);
      digest.update(payloads[slot], length);
      publish(sequence, slot, length, kind, endNanos);
      return 1;
    }
    if (length == SavingParticipant.END_OF_STREAM) {
      phase = Phase.ENDED;
      listener.onStreamEnd(
          lane.participant(), new StreamTotals(nextSequence, digest.bytes(), digest.value()));
      return 1;
    }
    empty = true;
    return 0;
  }

  private int takeSlot(long sequence) {
    if (!credit.covers(sequence)) {
      return SlotWindow.NO_SLOT;
    }
    int slot = lane.window().take(SlotOwner.PARTICIPANT);
    if (slot == SlotWindow.NO_SLOT) {
      // The kernel may still hold those that are loaded already: a zero-copy send ends late.
      credit.await(sequence);
      slot = lane.window().take(SlotOwner.PARTICIPANT);
    }
    return slot;
  }

  private void publish(long sequence, int slot, int length, ChunkKind kind, long nowNanos) {
    header
        .wrap(lane.slab().address() + lane.window().headerOffset(slot))
        .encode(lane.participant(), sequence, length, kind);
    lane.window().handOver(slot, SlotOwner.PARTICIPANT, SlotOwner.RING);
    nextSequence = sequence + 1;
    int channel = (int) ((sequence + lane.participant()) % channels.length);
    channels[channel].send(lane.participant(), sequence, slot, length, kind, nowNanos);
  }

  private void fail(IOException cause) {
    if (phase != Phase.ENDED) {
      phase = Phase.ENDED;
      gauges.inState(participant.state());
      listener.onParticipantFailed(lane.participant(), cause);
    }
  }
}
