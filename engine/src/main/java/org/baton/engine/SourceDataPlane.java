package org.baton.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.baton.engine.pipeline.AgentThreads;
import org.baton.engine.pipeline.SaveListener;
import org.baton.engine.pipeline.SourcePipeline;
import org.baton.transport.Channel;
import org.baton.transport.ChannelOptions;
import org.baton.transport.Connection;
import org.baton.transport.Slab;
import org.baton.transport.Transport;
import org.baton.transport.TransportException;
import org.baton.transport.message.ChannelHello;
import org.baton.transport.message.Hello;

/** Connects the source's data channels and starts its pipeline. */
final class SourceDataPlane {
  /** For each channel; all together must not take longer than setting up may. */
  private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private SourceDataPlane() {}

  /**
   * Maps the slots, connects every channel and presents the session id on each. Leaves nothing open
   * if any of it fails.
   */
  static SourcePipeline connect(
      SourceContext context,
      Hello offer,
      Transport transport,
      int windowChunks,
      int chunkBytes,
      NanoClock clock,
      SaveListener listener)
      throws TransportException {
    Slab slab =
        Slab.map(SourcePipeline.slabBytes(offer.participants().size(), windowChunks, chunkBytes));
    List<Channel> channels = new ArrayList<>();
    AgentThreads threads =
        new AgentThreads(
            context.idleStrategy(),
            context.log(),
            context.threading().pairs(offer.participants().size(), offer.channels()));
    try {
      long deadline = clock.nanoTime() + context.timeouts().setupNanos();
      for (int i = 0; i < offer.channels(); i++) {
        long patience = Math.min(CONNECT_NANOS, deadline - clock.nanoTime());
        ChannelHello hello = new ChannelHello(offer.sessionId(), i);
        channels.add(channel(context, hello, transport, slab, patience));
      }
      return new SourcePipeline(
          offer.participants(),
          context.participants(),
          channels,
          slab,
          windowChunks,
          chunkBytes,
          threads,
          clock,
          listener);
    } catch (TransportException | RuntimeException | Error e) {
      threads.close();
      channels.forEach(Channel::close);
      slab.close();
      throw e;
    }
  }

  private static Channel channel(
      SourceContext context, ChannelHello hello, Transport transport, Slab slab, long patienceNanos)
      throws TransportException {
    Connection connection = Connection.connect(context.destination(), patienceNanos);
    try {
      // Nothing uses the slab yet, so its first bytes can carry the hello.
      hello.encode(new UnsafeBuffer(slab.address(), ChannelHello.FRAME_BYTES), 0);
      connection.sendFully(slab.segment(), 0, ChannelHello.FRAME_BYTES, patienceNanos);
      return transport.channel(connection, slab, ChannelOptions.defaults());
    } catch (TransportException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}
