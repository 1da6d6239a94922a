package org.baton.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.baton.engine.control.GaugeFeed;
import org.baton.engine.control.SourceActions;
import org.baton.engine.control.SourceConductor;
import org.baton.engine.control.SourceEvents;
import org.baton.engine.control.SourcePlan;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.pipeline.SourcePipeline;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.telemetry.StageRecorder;
import org.baton.engine.telemetry.jfr.JfrSwitchoverListener;
import org.baton.transport.Connection;
import org.baton.transport.Transport;
import org.baton.transport.TransportException;
import org.baton.transport.message.Hello;
import org.baton.transport.wire.FailCode;
import org.jspecify.annotations.Nullable;

/** Drives the source's {@link SourceConductor}. */
final class SourceConductorAgent extends ConductorAgent implements SourceActions {
  private static final long ASK_GUEST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final SourceContext context;
  private final Hello offer;
  private final SourceTelemetry telemetry;
  private final SourceConductor conductor;
  private final GaugeFeed gauges;

  private @Nullable SourcePipeline pipeline;
  private long guestAskedNanos;
  private int connectWindowChunks;
  private int connectChunkBytes;

  /**
   * Creates an agent.
   *
   * @param telemetry stays the caller's, until after the report
   * @param connection belongs to the agent from here on, also if this fails
   */
  SourceConductorAgent(
      SourceContext context,
      Hello offer,
      SourceTelemetry telemetry,
      Transport transport,
      Connection connection)
      throws TransportException {
    super(context, transport, connection, "source", "destination");
    this.context = context;
    this.offer = offer;
    SourcePlan plan = new SourcePlan(offer, context.switchoverPlan(), context.timeouts());
    this.telemetry = telemetry;
    conductor =
        new SourceConductor(
            plan, link.encoder(), this, telemetry.acks(), new JfrSwitchoverListener());
    gauges = new GaugeFeed(conductor, offer.participants().size());
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
  void begin() {
    // The conductor has said Hello.
  }

  @Override
  int serve() {
    askGuest();
    return connectIfAsked() + feedEstimates();
  }

  @Override
  List<StageRecorder> recorders() {
    List<StageRecorder> all = new ArrayList<>(super.recorders());
    all.addAll(conductor.recorders());
    return all;
  }

  @Override
  MigrationProgress progress(long elapsedNanos) {
    MigrationProgress now = SourceReports.progress(conductor, pipeline, offer, elapsedNanos);
    telemetry.publish(now);
    return now;
  }

  /**
   * How it ended. After the agent's thread has ended.
   *
   * @param startNanos when the migration began
   */
  MigrationReport report(long startNanos) {
    return SourceReports.of(
        conductor,
        pipeline,
        offer,
        transport.kind() + " (" + transport.reason() + ")",
        endNanos() - startNanos);
  }

  // --- what the conductor decides ----------------------------------------------------------------

  @Override
  public void connect(int windowChunks, int chunkBytes) {
    // Done in the next round: it can fail, and its failure must not arrive inside the decision.
    connectWindowChunks = windowChunks;
    connectChunkBytes = chunkBytes;
  }

  @Override
  public void command(int participant, SaveCommand command) {
    running().command(participant, command);
  }

  @Override
  public boolean credit(int participant, long loadedChunks) {
    return running().credit(participant, loadedChunks);
  }

  @Override
  public void pauseGuest() {
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

  // --- what takes its time
  // ------------------------------------------------------------------------

  private int connectIfAsked() {
    if (connectWindowChunks == 0 || conductor.isEnded()) {
      return 0;
    }
    int windowChunks = connectWindowChunks;
    connectWindowChunks = 0;
    try {
      pipeline =
          SourceDataPlane.connect(
              context,
              offer,
              transport,
              windowChunks,
              connectChunkBytes,
              clock,
              new SourceEvents(conductor, events, this::feed));
      conductor.onConnected();
    } catch (TransportException e) {
      conductor.onConnectFailed(FailCode.CONNECTION, String.valueOf(e.getMessage()));
    }
    return 1;
  }

  private int feedEstimates() {
    for (int i = 0; i < offer.participants().size(); i++) {
      feed(i);
    }
    if (pipeline != null) {
      conductor.onSending(pipeline.busyNanos());
    }
    return 0;
  }

  private void feed(int participant) {
    if (pipeline != null) {
      gauges.feed(participant, pipeline.gauges(participant));
    }
  }

  private void askGuest() {
    long now = clock.nanoTime();
    if (now - guestAskedNanos >= ASK_GUEST_NANOS) {
      guestAskedNanos = now;
      conductor.onGuest(guest.isRunning());
    }
  }

  private SourcePipeline running() {
    if (pipeline == null) {
      throw new IllegalStateException("no data channels are connected");
    }
    return pipeline;
  }
}
