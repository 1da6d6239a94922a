package org.baton.engine;

import java.util.BitSet;
import java.util.List;
import org.agrona.concurrent.NanoClock;
import org.baton.engine.participant.LoadingParticipant;
import org.baton.engine.pipeline.AgentThreads;
import org.baton.engine.pipeline.DestinationPipeline;
import org.baton.engine.pipeline.LoadListener;
import org.baton.transport.ChannelOptions;
import org.baton.transport.Slab;
import org.baton.transport.Transport;
import org.baton.transport.TransportException;
import org.baton.transport.message.ChannelHello;
import org.baton.transport.message.Hello;

/**
 * Maps the destination's slots, starts its pipeline and takes the data channels that belong to it.
 */
final class DestinationDataPlane implements AutoCloseable {
  private final Hello offer;
  private final Transport transport;
  private final Slab slab;
  private final DestinationPipeline pipeline;
  private final Reception reception;
  private final BitSet bound = new BitSet();

  DestinationDataPlane(
      DestinationContext context,
      Reception reception,
      Hello offer,
      List<LoadingParticipant> participants,
      Transport transport,
      int windowChunks,
      int chunkBytes,
      NanoClock clock,
      LoadListener listener)
      throws TransportException {
    this.offer = offer;
    this.transport = transport;
    this.reception = reception;
    slab = Slab.map(DestinationPipeline.slabBytes(participants.size(), windowChunks, chunkBytes));
    AgentThreads threads =
        new AgentThreads(
            context.idleStrategy(),
            context.log(),
            context.threading().pairs(participants.size(), offer.channels()));
    try {
      pipeline =
          new DestinationPipeline(
              participants, slab, windowChunks, chunkBytes, threads, clock, listener);
    } catch (RuntimeException | Error e) {
      threads.close();
      slab.close();
      throw e;
    }
  }

  /** The participants' and channels' threads. */
  DestinationPipeline pipeline() {
    return pipeline;
  }

  /**
   * Takes one more data channel, if one comes within a millisecond.
   *
   * @return whether all are there now
   * @throws TransportException if the listener fails, or a channel cannot be made
   */
  boolean acceptChannel() throws TransportException {
    FirstFrame frame = reception.nextChannel();
    ChannelHello hello = frame == null ? null : frame.channelHello();
    if (frame != null && hello != null) {
      String refusal = take(frame, hello);
      if (!refusal.isEmpty()) {
        reception.drop(frame, refusal);
      }
    }
    return bound.cardinality() == offer.channels();
  }

  /** Makes a channel of a connection, or says why not. */
  private String take(FirstFrame frame, ChannelHello hello) throws TransportException {
    if (!hello.sessionId().matches(offer.sessionId())) {
      return "its session id is not that of this migration";
    }
    if (hello.channel() >= offer.channels() || bound.get(hello.channel())) {
      return "channel " + hello.channel() + " of " + offer.channels() + " is taken or too high";
    }
    bound.set(hello.channel());
    pipeline.addChannel(
        hello.channel(), transport.channel(frame.connection(), slab, ChannelOptions.defaults()));
    return "";
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
