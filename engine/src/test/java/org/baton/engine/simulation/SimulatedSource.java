package org.baton.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.baton.engine.control.AckCounters;
import org.baton.engine.control.GaugeFeed;
import org.baton.engine.control.MessageTap;
import org.baton.engine.control.SourceActions;
import org.baton.engine.control.SourceConductor;
import org.baton.engine.control.SourceEvents;
import org.baton.engine.control.SourcePlan;
import org.baton.engine.participant.VfioSaver;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.pipeline.SourcePipeline;
import org.baton.engine.telemetry.SwitchoverListener;
import org.baton.transport.Channel;
import org.baton.transport.Slab;
import org.baton.transport.TransportException;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.wire.FailCode;
import org.jspecify.annotations.Nullable;

/** The source: what {@code SourceConductorAgent} does, with the simulation's network and guest. */
final class SimulatedSource extends SimulatedSide implements SourceActions {
  private static final long ASK_GUEST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final SourcePlan plan;
  private final List<VfioSaver> savers;
  private final SimulatedGuest guest;
  private final SimulatedNetwork network;
  private final SourceConductor conductor;
  private final int participants;
  private final GaugeFeed gauges;
  private @Nullable SourcePipeline pipeline;
  private boolean guestAsked;
  private long guestAskedNanos;
  private int connectWindowChunks;
  private int connectChunkBytes;

  SimulatedSource(
      SourcePlan plan,
      List<VfioSaver> savers,
      SimulatedGuest guest,
      SimulatedNetwork network,
      Slab slab,
      SimulatedClock clock,
      Timeline timeline,
      Promises promises) {
    super(
        "source",
        "destination",
        slab,
        network.control().sourceEnd(slab),
        clock,
        timeline,
        promises);
    this.plan = plan;
    this.savers = savers;
    this.guest = guest;
    this.network = network;
    participants = savers.size();
    conductor =
        new SourceConductor(
            plan,
            peer(),
            this,
            Stream.generate(AckCounters::inMemory).limit(participants).toList(),
            SwitchoverListener.NONE);
    gauges = new GaugeFeed(conductor, participants);
  }

  @Override
  SourceConductor conductor() {
    return conductor;
  }

  @Override
  @Nullable SourcePipeline pipeline() {
    return pipeline;
  }

  @Override
  void onSending(MessageTap.Message message, ControlMessages encoder) {
    if (message.text().equals("commit")) {
      promises.onCommit();
    }
    network.onMessage(message);
    message.delivery().accept(encoder);
  }

  @Override
  void onReceiving(MessageTap.Message message) {
    boolean forged = network.isForged(message);
    if (message.text().startsWith("switchoverAck")) {
      promises.onAck();
    }
    super.onReceiving(message);
    if (forged) {
      promises.onForgedAck(message.text(), conductor);
    }
  }

  @Override
  int serve() {
    if (!guestAsked || clock.nanoTime() - guestAskedNanos >= ASK_GUEST_NANOS) {
      guestAsked = true;
      guestAskedNanos = clock.nanoTime();
      conductor.onGuest(guest.runs());
    }
    int work = connectIfAsked();
    for (int i = 0; i < participants; i++) {
      feed(i);
    }
    if (pipeline != null) {
      conductor.onSending(pipeline.busyNanos());
    }
    return work;
  }

  @Override
  public void connect(int windowChunks, int chunkBytes) {
    connectWindowChunks = windowChunks;
    connectChunkBytes = chunkBytes;
  }

  @Override
  public void command(int participant, SaveCommand command) {
    promises.trace("source tells " + participant + " " + command);
    running().command(participant, command);
  }

  @Override
  public boolean credit(int participant, long loadedChunks) {
    return running().credit(participant, loadedChunks);
  }

  @Override
  public void pauseGuest() {
    promises.onDecision();
    network.onDecision();
    guest.pause(
        () -> events.offer(conductor::onGuestPaused),
        cause -> events.offer(() -> conductor.onGuestFailed(cause)));
  }

  @Override
  public void resumeGuest() {
    guest.resume(
        () -> events.offer(conductor::onGuestResumed),
        cause -> events.offer(() -> conductor.onGuestFailed(cause)));
  }

  private int connectIfAsked() {
    if (connectWindowChunks == 0 || conductor.isEnded()) {
      return 0;
    }
    int window = connectWindowChunks;
    connectWindowChunks = 0;
    try {
      Slab slab = Slab.map(SourcePipeline.slabBytes(savers.size(), window, connectChunkBytes));
      List<Channel> channels = new ArrayList<>();
      try {
        for (int i = 0; i < plan.offer().channels(); i++) {
          channels.add(network.connect(i, slab));
        }
      } catch (TransportException e) {
        channels.forEach(Channel::close);
        slab.close();
        throw e;
      }
      pipeline =
          new SourcePipeline(
              plan.offer().participants(),
              savers,
              channels,
              slab,
              window,
              connectChunkBytes,
              new SimulatedHost(timeline),
              clock,
              new LateSaveListener(new SourceEvents(conductor, events, this::feed), timeline));
      promises.onConnected((long) window * connectChunkBytes);
      conductor.onConnected();
    } catch (TransportException e) {
      conductor.onConnectFailed(FailCode.CONNECTION, String.valueOf(e.getMessage()));
    }
    return 1;
  }

  private void feed(int participant) {
    if (pipeline != null) {
      gauges.feed(participant, pipeline.gauges(participant));
    }
  }

  private SourcePipeline running() {
    if (pipeline == null) {
      throw new IllegalStateException("no data channels are connected");
    }
    return pipeline;
  }
}
