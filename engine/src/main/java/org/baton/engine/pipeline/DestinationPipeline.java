package org.baton.engine.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.NanoClock;
import org.baton.engine.participant.LoadingParticipant;
import org.baton.engine.telemetry.Stage;
import org.baton.transport.Channel;
import org.baton.transport.Slab;
import org.baton.transport.message.ChunkHeader;
import org.baton.transport.message.Limits;

/** The destination's data plane: one thread per participant, one per channel. */
public final class DestinationPipeline extends Pipeline {
  private static final int HEADER_STRIDE = 64;

  /** In front of the windows: a place for the headers of each channel, whole pages. */
  private static final long HEADERS_BYTES = (long) Limits.MAX_CHANNELS * HEADER_STRIDE;

  private final LoadListener listener;
  private final LoadAgentProxy[] proxies;
  private final List<LoadAgent> loaders = new ArrayList<>();
  private final List<Waker> wakers = new ArrayList<>();
  private final boolean paired;
  private final List<LoaderGauges> gauges = new ArrayList<>();

  /**
   * Starts the participants' threads, or leaves them to their channels'. They do nothing until they
   * are told.
   *
   * @param participants in the order of the source's table
   * @param slab {@link #slabBytes} long; closed with the pipeline
   * @param windowChunks chunks in flight, per participant
   * @param chunkBytes longest payload
   * @param threads runs the agents; closed with the pipeline
   * @param clock nanoseconds
   * @param listener hears what happens
   */
  public DestinationPipeline(
      List<? extends LoadingParticipant> participants,
      Slab slab,
      int windowChunks,
      int chunkBytes,
      AgentHost threads,
      NanoClock clock,
      LoadListener listener) {
    super(slab, chunkBytes, threads, clock);
    this.listener = listener;
    this.paired = threads.pairsAgents();
    this.proxies = new LoadAgentProxy[participants.size()];
    long windowBytes = SlotWindow.bytes(windowChunks, chunkBytes);
    for (int i = 0; i < proxies.length; i++) {
      SlotWindow window =
          add(
              new SlotWindow(
                  HEADERS_BYTES + i * windowBytes, windowChunks, chunkBytes, ChunkHeader.BYTES));
      LoaderGauges gauge = new LoaderGauges();
      ChunkRing ring = new ChunkRing(windowChunks);
      SequenceClaims claims = new SequenceClaims(windowChunks);
      Waker waker = new Waker();
      wakers.add(waker);
      gauges.add(gauge);
      proxies[i] = new LoadAgentProxy(i, window, claims, gauge, ring, waker);
      loaders.add(
          new LoadAgent(
              new Lane(i, slab, window, chunkBytes, clock),
              participants.get(i),
              claims,
              ring,
              waker,
              gauge,
              recorder(Stage.REORDER),
              recorder(Stage.WRITE),
              listener));
    }
    if (!paired) {
      loaders.forEach(threads::startTaker);
    }
  }

  /** Bytes of slab that a pipeline needs. */
  public static long slabBytes(int participants, int windowChunks, int chunkBytes) {
    return HEADERS_BYTES + participants * SlotWindow.bytes(windowChunks, chunkBytes);
  }

  /**
   * Begins to receive from a channel, on a thread of its own.
   *
   * @param index which channel, 0 to {@link Limits#MAX_CHANNELS} - 1
   * @param channel over the pipeline's slab; closed by its own thread
   */
  public void addChannel(int index, Channel channel) {
    long headerOffset = (long) index * HEADER_STRIDE;
    ReceiveAgent receiver =
        new ReceiveAgent(
            index,
            add(channel),
            headerOffset,
            new ChunkHeader().wrap(slab.address() + headerOffset),
            proxies,
            chunkBytes,
            clock,
            recorder(Stage.WIRE),
            listener);
    if (paired) {
      wakers.get(index).bind(channel);
      threads().startGiver(SharedAgent.loading(receiver, loaders.get(index)));
    } else {
      threads().startGiver(receiver);
    }
  }

  /** Tells a participant what to do next. */
  public void command(int participant, LoadCommand command) {
    loaders.get(participant).offer(command);
  }

  /** Tells a participant how long its stream is. */
  public void expect(int participant, StreamTotals totals) {
    loaders.get(participant).expect(totals);
  }

  /** How far a participant is. */
  public LoaderGauges gauges(int participant) {
    return gauges.get(participant);
  }
}
