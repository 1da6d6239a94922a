package org.baton.engine.simulation;

import java.util.List;
import org.baton.engine.control.DestinationActions;
import org.baton.engine.control.DestinationConductor;
import org.baton.engine.control.DestinationEvents;
import org.baton.engine.control.DestinationPlan;
import org.baton.engine.control.MessageTap;
import org.baton.engine.participant.LoadingParticipant;
import org.baton.engine.pipeline.DestinationPipeline;
import org.baton.engine.pipeline.LoadCommand;
import org.baton.engine.pipeline.LoaderGauges;
import org.baton.engine.pipeline.StreamTotals;
import org.baton.transport.Slab;
import org.baton.transport.TransportException;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.wire.FailCode;
import org.jspecify.annotations.Nullable;

/** The destination: what {@code DestinationConductorAgent} does, in the simulation. */
final class SimulatedDestination extends SimulatedSide implements DestinationActions {
  private final DestinationPlan plan;
  private final SimulatedGuest guest;
  private final SimulatedNetwork network;
  private final DestinationConductor conductor;
  private @Nullable DestinationPipeline pipeline;
  private List<? extends LoadingParticipant> ordered = List.of();
  private @Nullable Slab slab;
  private boolean bindAsked;
  private int channels;
  private int windowChunks;
  private int chunkBytes;

  SimulatedDestination(
      DestinationPlan plan,
      SimulatedGuest guest,
      SimulatedNetwork network,
      Slab controlSlab,
      SimulatedClock clock,
      Timeline timeline,
      Promises promises) {
    super(
        "destination",
        "source",
        controlSlab,
        network.control().destinationEnd(controlSlab),
        clock,
        timeline,
        promises);
    this.plan = plan;
    this.guest = guest;
    this.network = network;
    conductor = new DestinationConductor(plan, peer(), this);
  }

  @Override
  DestinationConductor conductor() {
    return conductor;
  }

  @Override
  @Nullable DestinationPipeline pipeline() {
    return pipeline;
  }

  @Override
  void onSending(MessageTap.Message message, ControlMessages encoder) {
    network.onMessage(message);
    message.delivery().accept(encoder);
    if (message.text().startsWith("switchoverAck")) {
      network.forgeAck(message, encoder);
    }
  }

  @Override
  int serve() {
    int work = bindIfAsked();
    if (pipeline != null) {
      for (int i = 0; i < ordered.size(); i++) {
        LoaderGauges gauges = pipeline.gauges(i);
        conductor.onLoaded(i, gauges.chunks(), gauges.bytes(), gauges.writeNanos());
      }
    }
    return work;
  }

  @Override
  public void bind(List<Integer> order, int window, int chunk) {
    ordered = order.stream().map(plan.participants()::get).toList();
    windowChunks = window;
    chunkBytes = chunk;
    bindAsked = true;
  }

  @Override
  public void command(int participant, LoadCommand command) {
    promises.trace("destination tells " + participant + " " + command);
    running().command(participant, command);
  }

  @Override
  public void expect(int participant, StreamTotals totals) {
    running().expect(participant, totals);
  }

  @Override
  public void resumeGuest() {
    guest.resume(
        () -> events.offer(conductor::onGuestResumed),
        cause -> events.offer(() -> conductor.onGuestFailed(cause)));
  }

  /** Nobody listens any more. */
  @Override
  void onClosed() {
    network.stopListening();
  }

  private int bindIfAsked() {
    if (!bindAsked || conductor.isEnded()) {
      return 0;
    }
    try {
      Slab memory = slab;
      if (memory == null) {
        memory = Slab.map(DestinationPipeline.slabBytes(ordered.size(), windowChunks, chunkBytes));
        slab = memory;
        pipeline =
            new DestinationPipeline(
                ordered,
                memory,
                windowChunks,
                chunkBytes,
                new SimulatedHost(timeline),
                clock,
                new LateLoadListener(new DestinationEvents(conductor, events), timeline));
      }
      SimulatedConnection connection = network.accept();
      if (connection == null) {
        return 0;
      }
      running().addChannel(channels++, connection.destinationEnd(memory));
      if (channels == network.channels()) {
        bindAsked = false;
        conductor.onBound();
      }
    } catch (TransportException e) {
      bindAsked = false;
      conductor.onBindFailed(FailCode.RESOURCES, String.valueOf(e.getMessage()));
    }
    return 1;
  }

  private DestinationPipeline running() {
    if (pipeline == null) {
      throw new IllegalStateException("no slots are there");
    }
    return pipeline;
  }
}
