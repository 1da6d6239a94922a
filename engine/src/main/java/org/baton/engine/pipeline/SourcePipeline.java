package org.baton.engine.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.NanoClock;
import org.baton.engine.participant.SavingParticipant;
import org.baton.engine.telemetry.Stage;
import org.baton.transport.Channel;
import org.baton.transport.Slab;
import org.baton.transport.message.ChunkHeader;
import org.baton.transport.message.ParticipantEntry;

/** The source's data plane: one thread per participant, one per channel. */
public final class SourcePipeline extends Pipeline {
  /** For each channel: one that it sends, and those that are read meanwhile. */
  private static final int AHEAD_CHUNKS = 4;

  private final List<SendAgent> senders = new ArrayList<>();
  private final List<SaveAgent> savers = new ArrayList<>();
  private final List<OutgoingLane> lanes = new ArrayList<>();
  private final List<SaverGauges> gauges = new ArrayList<>();

  /**
   * Starts all threads. Participants do nothing until they are told.
   *
   * @param table names of the participants
   * @param participants in the same order
   * @param channels connected, over {@code slab}; closed by their own threads
   * @param slab {@link #slabBytes} long; closed with the pipeline
   * @param windowChunks chunks in flight, per participant
   * @param chunkBytes longest payload
   * @param threads runs the agents; closed with the pipeline
   * @param clock nanoseconds
   * @param listener hears what happens
   */
  public SourcePipeline(
      List<ParticipantEntry> table,
      List<? extends SavingParticipant> participants,
      List<Channel> channels,
      Slab slab,
      int windowChunks,
      int chunkBytes,
      AgentHost threads,
      NanoClock clock,
      SaveListener listener) {
    super(slab, chunkBytes, threads, clock);
    boolean paired = threads.pairsAgents();
    int aheadChunks = paired ? 1 : AHEAD_CHUNKS * channels.size();
    long windowBytes = SlotWindow.bytes(windowChunks, chunkBytes);
    for (int i = 0; i < participants.size(); i++) {
      lanes.add(
          new OutgoingLane(
              add(new SlotWindow(i * windowBytes, windowChunks, chunkBytes, ChunkHeader.BYTES)),
              new CreditWindow(windowChunks, aheadChunks),
              new Waker()));
    }
    SendAgentProxy[] proxies = makeSenders(channels, windowChunks, listener);
    for (int i = 0; i < participants.size(); i++) {
      gauges.add(new SaverGauges());
      savers.add(
          new SaveAgent(
              new Lane(i, slab, lanes.get(i).window(), chunkBytes, clock),
              table.get(i).name(),
              participants.get(i),
              proxies,
              lanes.get(i).credit(),
              lanes.get(i).waker(),
              gauges.get(i),
              recorder(Stage.READ),
              listener));
    }
    if (paired) {
      for (int i = 0; i < savers.size(); i++) {
        lanes.get(i).waker().bind(channels.get(i));
        threads.startGiver(SharedAgent.saving(savers.get(i), senders.get(i)));
      }
    } else {
      senders.forEach(threads::startTaker);
      savers.forEach(threads::startGiver);
    }
  }

  private SendAgentProxy[] makeSenders(
      List<Channel> channels, int windowChunks, SaveListener listener) {
    OutgoingLane[] all = lanes.toArray(OutgoingLane[]::new);
    int slots = all.length * windowChunks;
    SendAgentProxy[] proxies = new SendAgentProxy[channels.size()];
    for (int i = 0; i < proxies.length; i++) {
      Channel channel = add(channels.get(i));
      ChunkRing ring = new ChunkRing(slots);
      proxies[i] = new SendAgentProxy(ring, channel);
      senders.add(
          new SendAgent(
              i, channel, ring, all, clock, recorder(Stage.RING), recorder(Stage.SEND), listener));
    }
    return proxies;
  }

  /** Bytes of slab that a pipeline needs. */
  public static long slabBytes(int participants, int windowChunks, int chunkBytes) {
    return participants * SlotWindow.bytes(windowChunks, chunkBytes);
  }

  /** Tells a participant what to do next. */
  public void command(int participant, SaveCommand command) {
    savers.get(participant).offer(command);
  }

  /**
   * Lets a participant send further.
   *
   * @return false if the destination cannot have loaded that many chunks
   */
  public boolean credit(int participant, long loadedChunks) {
    return lanes.get(participant).loaded(loadedChunks, gauges.get(participant).chunks());
  }

  /** For how long the channels have been sending, on average over them. */
  public long busyNanos() {
    long sum = 0;
    for (SendAgent sender : senders) {
      sum += sender.busyNanos();
    }
    return sum / senders.size();
  }

  /** What a participant is about. */
  public SaverGauges gauges(int participant) {
    return gauges.get(participant);
  }
}
