package org.baton.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.baton.engine.control.DestinationActions;
import org.baton.engine.control.DestinationConductor;
import org.baton.engine.control.DestinationEvents;
import org.baton.engine.control.DestinationPlan;
import org.baton.engine.participant.LoadingParticipant;
import org.baton.engine.pipeline.DestinationPipeline;
import org.baton.engine.pipeline.LoadCommand;
import org.baton.engine.pipeline.LoaderGauges;
import org.baton.engine.pipeline.StreamTotals;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationReport;
import org.baton.transport.Connection;
import org.baton.transport.Transport;
import org.baton.transport.TransportException;
import org.baton.transport.message.Hello;
import org.baton.transport.wire.FailCode;
import org.jspecify.annotations.Nullable;

/** Drives the destination's {@link DestinationConductor}. */
final class DestinationConductorAgent extends ConductorAgent implements DestinationActions {
  private static final long TURN_AWAY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final DestinationContext context;
  private final Reception reception;
  private final Hello offer;
  private final DestinationConductor conductor;

  private @Nullable DestinationDataPlane dataPlane;
  private boolean bindAsked;
  private long turnAwayNanos;
  private List<LoadingParticipant> ordered = List.of();
  private int windowChunks;
  private int chunkBytes;

  /**
   * Creates an agent.
   *
   * @param reception where the data channels will connect; stays the caller's
   * @param connection the control channel; it belongs to the agent from here on, also if this fails
   * @param offer what was received on it
   */
  DestinationConductorAgent(
      DestinationContext context,
      Transport transport,
      Reception reception,
      Connection connection,
      Hello offer)
      throws TransportException {
    super(context, transport, connection, "destination", "source");
    this.context = context;
    this.reception = reception;
    this.offer = offer;
    DestinationPlan plan =
        new DestinationPlan(
            context.participants(),
            context.poolBytes(),
            context.windowChunks(),
            context.chunkBytes(),
            context.switchoverAck(),
            context.timeouts());
    conductor = new DestinationConductor(plan, link.encoder(), this);
  }

  @Override
  DestinationConductor conductor() {
    return conductor;
  }

  @Override
  @Nullable DestinationPipeline pipeline() {
    return dataPlane == null ? null : dataPlane.pipeline();
  }

  @Override
  void begin() {
    conductor.hello(offer);
  }

  @Override
  int serve() {
    int work = bindIfAsked() + feedLoaded();
    long now = clock.nanoTime();
    if (!bindAsked && now - turnAwayNanos >= TURN_AWAY_NANOS) {
      turnAwayNanos = now;
      reception.turnAway();
    }
    return work;
  }

  @Override
  MigrationProgress progress(long elapsedNanos) {
    return DestinationReports.progress(conductor, pipeline(), offer, elapsedNanos);
  }

  /**
   * How it ended. After the agent's thread has ended.
   *
   * @param startNanos when the migration began
   */
  MigrationReport report(long startNanos) {
    return DestinationReports.of(
        conductor,
        pipeline(),
        offer,
        transport.kind() + " (" + transport.reason() + ")",
        endNanos() - startNanos);
  }

  // --- what the conductor decides ----------------------------------------------------------------

  @Override
  public void bind(List<Integer> order, int window, int chunk) {
    // Done in the next round: it can fail, and its failure must not arrive inside the decision.
    ordered = new ArrayList<>();
    for (int index : order) {
      ordered.add(context.participants().get(index));
    }
    windowChunks = window;
    chunkBytes = chunk;
    bindAsked = true;
  }

  @Override
  public void command(int participant, LoadCommand command) {
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

  // --- what takes its time
  // ------------------------------------------------------------------------

  private int bindIfAsked() {
    if (!bindAsked || conductor.isEnded()) {
      return 0;
    }
    try {
      DestinationDataPlane plane = dataPlane;
      if (plane == null) {
        plane =
            new DestinationDataPlane(
                context,
                reception,
                offer,
                ordered,
                transport,
                windowChunks,
                chunkBytes,
                clock,
                new DestinationEvents(conductor, events));
        dataPlane = plane;
      }
      if (plane.acceptChannel()) {
        bindAsked = false;
        conductor.onBound();
      }
    } catch (TransportException e) {
      bindAsked = false;
      conductor.onBindFailed(FailCode.RESOURCES, String.valueOf(e.getMessage()));
    }
    return 1;
  }

  private int feedLoaded() {
    if (dataPlane == null) {
      return 0;
    }
    for (int i = 0; i < ordered.size(); i++) {
      LoaderGauges gauges = dataPlane.pipeline().gauges(i);
      conductor.onLoaded(i, gauges.chunks(), gauges.bytes(), gauges.writeNanos());
    }
    return 0;
  }

  private DestinationPipeline running() {
    if (dataPlane == null) {
      throw new IllegalStateException("no slots are there");
    }
    return dataPlane.pipeline();
  }
}
