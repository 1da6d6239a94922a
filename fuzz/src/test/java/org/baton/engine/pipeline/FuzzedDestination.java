package org.baton.engine.pipeline;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.baton.bindings.sys.MappedMemory;
import org.baton.bindings.sys.PageKind;
import org.baton.engine.participant.LoadingParticipant;
import org.baton.transport.ByteStream;
import org.baton.transport.Slab;
import org.baton.transport.message.ParticipantEntry;
import org.baton.vfio.DeviceState;
import org.jspecify.annotations.Nullable;

/** A destination's data plane of two participants in one thread, whose one channel gets bytes. */
final class FuzzedDestination implements LoadListener {
  private static final int WINDOW_CHUNKS = 2;
  private static final int CHUNK_BYTES = 4_096;

  private final List<Agent> takers = new ArrayList<>();
  private final List<Agent> givers = new ArrayList<>();
  private final DestinationPipeline pipeline;
  private @Nullable IOException closeCause;
  private @Nullable IOException failure;

  FuzzedDestination(byte[] bytes) {
    List<LoadingParticipant> participants = List.of(new Sink("nic0"), new Sink("nic1"));
    Slab slab =
        Slab.adopt(
            MappedMemory.anonymous(
                DestinationPipeline.slabBytes(participants.size(), WINDOW_CHUNKS, CHUNK_BYTES),
                PageKind.BASE));
    pipeline =
        new DestinationPipeline(
            participants, slab, WINDOW_CHUNKS, CHUNK_BYTES, new Threads(), () -> 0, this);
    pipeline.addChannel(0, new ByteStream(slab, bytes));
  }

  /** What every thread does once. */
  void round() {
    for (Agent giver : givers) {
      work(giver);
    }
    for (Agent taker : takers) {
      work(taker);
    }
  }

  private static void work(Agent agent) {
    try {
      agent.doWork();
    } catch (Exception e) {
      throw new AssertionError(agent.roleName(), e);
    }
  }

  /** Ends everything; how many slots somebody still owns. */
  int close() {
    pipeline.close();
    return pipeline.slotsInUse();
  }

  /** Why the channel is over, or null. */
  @Nullable IOException closeCause() {
    return closeCause;
  }

  /** Why a participant is over, or null. */
  @Nullable IOException failure() {
    return failure;
  }

  @Override
  public void onLoaderReached(int participant, LoadCommand command) {}

  @Override
  public void onTag(int participant, int generation) {}

  @Override
  public void onAbortFailed(int participant, IOException cause) {
    failure = cause;
  }

  @Override
  public void onValidated(int participant, StreamTotals totals, long loadNanos) {}

  @Override
  public void onParticipantFailed(int participant, IOException cause) {
    failure = cause;
  }

  @Override
  public void onChannelClosed(int channel, IOException cause) {
    closeCause = cause;
  }

  /** Starts agents and leaves the rest to {@link #round}. */
  private final class Threads implements AgentHost {
    @Override
    public void startTaker(Agent agent) {
      agent.onStart();
      takers.add(agent);
    }

    @Override
    public void startGiver(Agent agent) {
      agent.onStart();
      givers.add(agent);
    }

    @Override
    public void close() {
      givers.forEach(Agent::onClose);
      takers.forEach(Agent::onClose);
    }
  }

  /** A device that takes everything. */
  private record Sink(String name) implements LoadingParticipant {
    @Override
    public String refusal(ParticipantEntry offered) {
      return "";
    }

    @Override
    public DeviceState state() {
      return DeviceState.RESUMING;
    }

    @Override
    public void prepare() {}

    @Override
    public int write(MemorySegment buffer, long offset, int length) {
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
  }
}
