package org.baton.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.baton.engine.control.ConductorQueue;
import org.baton.engine.control.DestinationActions;
import org.baton.engine.control.DestinationConductor;
import org.baton.engine.control.DestinationEvents;
import org.baton.engine.control.DestinationPlan;
import org.baton.engine.guest.GuestThread;
import org.baton.engine.participant.LoadingParticipant;
import org.baton.engine.pipeline.DestinationPipeline;
import org.baton.engine.pipeline.LoadCommand;
import org.baton.engine.pipeline.LoaderGauges;
import org.baton.engine.pipeline.StreamTotals;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.Transport;
import org.baton.transport.TransportException;
import org.baton.transport.message.Hello;
import org.baton.transport.message.ProtocolException;
import org.baton.transport.wire.FailCode;
import org.jspecify.annotations.Nullable;

/**
 * Drives the destination's {@link DestinationConductor}: gives it the time, messages and events,
 * and does what it decides. All I/O and threads of the destination hang off here.
 */
final class DestinationConductorAgent implements ConductorThread.EndingAgent, DestinationActions {
  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final DestinationContext context;
  private final Transport transport;
  private final FirstFrame hello;
  private final NanoClock clock = SystemNanoClock.INSTANCE;
  private final ControlLink link;
  private final DestinationConductor conductor;
  private final ConductorQueue events;
  private final GuestThread guest;
  private final StageLog stageLog;

  private @Nullable Hello offer;
  private @Nullable DestinationDataPlane dataPlane;
  private boolean bindAsked;
  private List<LoadingParticipant> ordered = List.of();
  private int windowChunks;
  private int chunkBytes;
  private boolean disconnectReported;
  private long startNanos;
  private long progressNanos;
  private volatile @Nullable MigrationProgress progress;

  /**
   * Creates an agent.
   *
   * @param hello the first frame of a control channel; its connection belongs to the agent from
   *     here on, also if this fails
   */
  DestinationConductorAgent(DestinationContext context, Transport transport, FirstFrame hello)
      throws TransportException {
    this.context = context;
    this.transport = transport;
    this.hello = hello;
    DestinationPlan plan =
        new DestinationPlan(
            context.participants(),
            context.poolBytes(),
            context.windowChunks(),
            context.chunkBytes(),
            context.timeouts());
    link = new ControlLink(transport, hello.connection());
    conductor = new DestinationConductor(plan, link.encoder(), this);
    events = link.events();
    guest = new GuestThread(context.guest());
    stageLog = new StageLog(context.hlogDirectory(), "destination", context.log());
  }

  /** Gives up if that is still possible. Any thread. */
  void cancel() {
    events.offer(conductor::cancel);
  }

  /** Where the migration is. Any thread. */
  MigrationProgress progress() {
    MigrationProgress last = progress;
    return last != null ? last : new MigrationProgress(MigrationStatus.SETUP, 0, 0, List.of());
  }

  @Override
  public String roleName() {
    return "baton-ctl";
  }

  @Override
  public void onStart() {
    startNanos = clock.nanoTime();
    conductor.start(startNanos);
    try {
      link.open(conductor);
      hello.decode(conductor);
    } catch (TransportException e) {
      conductor.onDisconnected(String.valueOf(e.getMessage()));
    } catch (ProtocolException e) {
      conductor.onViolation(e);
    }
  }

  @Override
  public int doWork() {
    try {
      return round(clock.nanoTime());
    } catch (RuntimeException | Error e) {
      // Whatever is wrong with Baton itself, devices and guest must still be brought back.
      conductor.onInternalError(e);
      return 1;
    }
  }

  private int round(long now) {
    conductor.onTime(now);
    int work = pollLink() + bindIfAsked() + feedLoaded();
    conductor.onTick();
    publishProgress(now);
    if (work == 0 && !conductor.isEnded()) {
      link.await();
    }
    return work;
  }

  @Override
  public boolean isEnded() {
    return conductor.isEnded();
  }

  @Override
  public void onClose() {
    publishProgress(Long.MAX_VALUE);
    Failure failure = conductor.failure();
    if (failure != null && !failure.fromPeer()) {
      Hangup.waitForPeer(link);
    }
    if (dataPlane != null) {
      stageLog.write(dataPlane.pipeline().recorders(), clock.nanoTime(), true);
      dataPlane.close();
    }
    link.close();
    stageLog.close();
  }

  /** How it ended. After the agent's thread has ended. */
  MigrationReport report(long totalNanos) {
    return DestinationReports.of(
        conductor,
        dataPlane == null ? null : dataPlane.pipeline(),
        offer,
        transport.kind() + " (" + transport.reason() + ")",
        totalNanos);
  }

  // --- what the conductor decides ----------------------------------------------------------------

  @Override
  public void bind(Hello accepted, List<Integer> order, int window, int chunk) {
    // Done in the next round: it can fail, and its failure must not arrive inside the decision.
    offer = accepted;
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

  // --- the duty cycle's steps --------------------------------------------------------------------

  private int pollLink() {
    try {
      int work = link.poll();
      if (link.isClosed() && !disconnectReported) {
        disconnectReported = true;
        conductor.onDisconnected(link.closeCause("source"));
      }
      return work;
    } catch (ProtocolException e) {
      conductor.onViolation(e);
      return 1;
    }
  }

  private int bindIfAsked() {
    Hello accepted = offer;
    if (!bindAsked || accepted == null || conductor.isEnded()) {
      return 0;
    }
    try {
      DestinationDataPlane plane = dataPlane;
      if (plane == null) {
        plane =
            new DestinationDataPlane(
                context,
                accepted,
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

  private void publishProgress(long now) {
    if (now - progressNanos < PROGRESS_NANOS) {
      return;
    }
    progressNanos = now;
    DestinationPipeline pipeline = dataPlane == null ? null : dataPlane.pipeline();
    progress =
        DestinationReports.progress(conductor, pipeline, offer, clock.nanoTime() - startNanos);
    if (pipeline != null) {
      stageLog.write(pipeline.recorders(), now, false);
    }
  }

  private DestinationPipeline running() {
    if (dataPlane == null) {
      throw new IllegalStateException("no slots are there");
    }
    return dataPlane.pipeline();
  }
}
