package org.baton.engine.pipeline;

import com.lmax.disruptor.EventPoller;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.baton.engine.participant.LoadingParticipant;
import org.baton.engine.telemetry.StageRecorder;
import org.baton.transport.message.ChunkKind;
import org.jspecify.annotations.Nullable;

/**
 * Writes one participant on its own thread, in the order of its stream, because writes and
 * transitions block for as long as a driver likes.
 */
public final class LoadAgent implements Agent, EventPoller.Handler<Chunk> {
  private static final int COMMANDS = 8;

  private final Lane lane;
  private final LoadingParticipant participant;
  private final SequenceClaims claims;
  private final ChunkRing ring;
  private final LoaderGauges gauges;
  private final StageRecorder reorderTimes;
  private final StageRecorder writeTimes;
  private final LoadListener listener;
  private final OneToOneConcurrentArrayQueue<LoadCommand> commands =
      new OneToOneConcurrentArrayQueue<>(COMMANDS);
  private final AtomicReference<@Nullable StreamTotals> announced = new AtomicReference<>();
  private final StreamDigest digest = new StreamDigest();
  private final ByteBuffer[] payloads;

  /** Per place in the window: payload length of a chunk that has arrived, or 0. */
  private final int[] arrivedLengths;

  private final int[] arrivedSlots;
  private final ChunkKind[] arrivedKinds;
  private final long[] arrivedNanos;
  private final String roleName;
  private final Waker waker;

  /**
   * In chunks: half a window, so that the source has the other half to go on with while a credit is
   * on its way.
   */
  private final int creditEvery;

  private long nextSequence;
  private boolean ended;
  private boolean validated;

  LoadAgent(
      Lane lane,
      LoadingParticipant participant,
      SequenceClaims claims,
      ChunkRing ring,
      Waker waker,
      LoaderGauges gauges,
      StageRecorder reorderTimes,
      StageRecorder writeTimes,
      LoadListener listener) {
    this.lane = lane;
    this.participant = participant;
    this.claims = claims;
    this.ring = ring;
    this.waker = waker;
    this.gauges = gauges;
    this.reorderTimes = reorderTimes;
    this.writeTimes = writeTimes;
    this.listener = listener;
    this.payloads = lane.payloadViews();
    this.arrivedLengths = new int[lane.window().size()];
    this.arrivedSlots = new int[lane.window().size()];
    this.arrivedKinds = new ChunkKind[lane.window().size()];
    this.arrivedNanos = new long[lane.window().size()];
    this.roleName = ThreadNames.of("wr", participant.name());
    this.creditEvery = Math.max(1, lane.window().size() / 2);
  }

  /** Tells the participant what to do next. Conductor only. */
  void offer(LoadCommand command) {
    if (!commands.offer(command)) {
      throw new IllegalStateException(roleName + " has not done its last commands yet");
    }
    waker.wake();
  }

  /** The source says that the stream is complete. Conductor only, once. */
  void expect(StreamTotals totals) {
    announced.setRelease(totals);
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
      LoadCommand command = commands.poll();
      if (command != null) {
        execute(command);
        work++;
      }
      if (ring.poll(this)) {
        work++;
      }
      work += load();
    } catch (IOException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(new IOException("writing " + roleName + " failed: " + e, e));
    }
    return work;
  }

  /** What was received and not written is here or in the ring; the channels' threads have ended. */
  @Override
  public void onClose() {
    while (ring.poll(this)) {
      // Until it is empty.
    }
    for (int place = 0; place < arrivedLengths.length; place++) {
      if (arrivedLengths[place] != 0) {
        giveBack(place);
      }
    }
  }

  @Override
  public String roleName() {
    return roleName;
  }

  /** A chunk has arrived, in whatever order; true, to hear of the next one too. */
  @Override
  public boolean onEvent(Chunk chunk, long position, boolean endOfBatch) {
    lane.window().handOver(chunk.slot, SlotOwner.RING, SlotOwner.PARTICIPANT);
    int place = place(chunk.sequence);
    arrivedSlots[place] = chunk.slot;
    arrivedLengths[place] = chunk.payloadLength;
    arrivedKinds[place] = chunk.kind;
    arrivedNanos[place] = chunk.publishedNanos;
    return true;
  }

  private void execute(LoadCommand command) throws IOException {
    switch (command) {
      case RESUMING -> participant.prepare();
      case RUN_P2P -> participant.runP2p();
      case RUN -> participant.run();
      case ABORT -> {
        abort();
        return;
      }
    }
    gauges.inState(participant.state());
    listener.onLoaderReached(lane.participant(), command);
  }

  private void abort() {
    ended = true;
    try {
      participant.abort();
      gauges.inState(participant.state());
      listener.onLoaderReached(lane.participant(), LoadCommand.ABORT);
    } catch (IOException e) {
      abortFailed(e);
    } catch (RuntimeException | Error e) {
      abortFailed(new IOException("ABORT failed: " + e, e));
    }
  }

  private void abortFailed(IOException cause) {
    gauges.inState(participant.state());
    listener.onAbortFailed(lane.participant(), cause);
  }

  private int load() throws IOException {
    int place = place(nextSequence);
    int length = arrivedLengths[place];
    if (ended || validated) {
      return 0;
    }
    if (length == 0) {
      return validateIfComplete();
    }
    if (arrivedKinds[place] == ChunkKind.TAG) {
      return passTag(place);
    }
    int slot = arrivedSlots[place];
    long startNanos = lane.clock().nanoTime();
    reorderTimes.record(startNanos - arrivedNanos[place]);
    writeFully(slot, length);
    long nanos = lane.clock().nanoTime() - startNanos;
    writeTimes.record(nanos);
    digest.update(payloads[slot], length);
    nextSequence++;
    giveBack(place);
    gauges.loaded(length, nanos, arrivedKinds[place]);
    if ((nextSequence & (creditEvery - 1)) == 0) {
      listener.onProgress();
    }
    return 1;
  }

  /** Everything before the tag has been written, and a driver loads in its write. */
  private int passTag(int place) {
    int generation =
        lane.slab()
            .segment()
            .get(SaveAgent.GENERATION, lane.window().payloadOffset(arrivedSlots[place]));
    nextSequence++;
    giveBack(place);
    gauges.passedTag();
    listener.onTag(lane.participant(), generation);
    return 1;
  }

  /** The next chunks of the stream have a place each, in whatever slot they lie. */
  private int place(long sequence) {
    return (int) sequence & (arrivedLengths.length - 1);
  }

  private void giveBack(int place) {
    arrivedLengths[place] = 0;
    lane.window().handOver(arrivedSlots[place], SlotOwner.PARTICIPANT, SlotOwner.NOBODY);
    claims.release(place); // The place of every sequence that lies here.
  }

  private void writeFully(int slot, int length) throws IOException {
    long offset = lane.window().payloadOffset(slot);
    int written = 0;
    while (written < length) {
      written += participant.write(lane.slab().segment(), offset + written, length - written);
    }
  }

  private int validateIfComplete() throws IOException {
    StreamTotals totals = announced.getAcquire();
    if (totals == null || nextSequence < totals.chunks()) {
      return 0;
    }
    StreamTotals loaded = new StreamTotals(nextSequence, digest.bytes(), digest.value());
    if (!loaded.equals(totals)) {
      throw new IntegrityException(participant.name(), totals, loaded);
    }
    participant.validate();
    validated = true;
    gauges.inState(participant.state());
    listener.onValidated(lane.participant(), loaded, gauges.writeNanos());
    return 1;
  }

  private void fail(IOException cause) {
    if (!ended) {
      ended = true;
      gauges.inState(participant.state());
      listener.onParticipantFailed(lane.participant(), cause);
    }
  }
}
