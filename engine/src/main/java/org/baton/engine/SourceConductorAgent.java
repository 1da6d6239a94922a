package org.baton.engine;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.baton.engine.control.ConductorQueue;
import org.baton.engine.control.SourceActions;
import org.baton.engine.control.SourceConductor;
import org.baton.engine.control.SourceEvents;
import org.baton.engine.control.SourcePlan;
import org.baton.engine.guest.GuestThread;
import org.baton.engine.participant.PendingBytes;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.pipeline.SaverGauges;
import org.baton.engine.pipeline.SourcePipeline;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.Connection;
import org.baton.transport.Transport;
import org.baton.transport.TransportException;
import org.baton.transport.message.Hello;
import org.baton.transport.message.ProtocolException;
import org.baton.transport.wire.FailCode;
import org.jspecify.annotations.Nullable;

/**
 * Drives the source's {@link SourceConductor}: gives it the time, messages and events, and does
 * what it decides. All I/O and threads of the source hang off here.
 */
final class SourceConductorAgent implements ConductorThread.EndingAgent, SourceActions {
  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final SourceContext context;
  private final Hello offer;
  private final Transport transport;
  private final NanoClock clock = SystemNanoClock.INSTANCE;
  private final SourceConductor conductor;
  private final ControlLink link;
  private final ConductorQueue events;
  private final GuestThread guest;
  private final StageLog stageLog;
  private final PendingBytes pending = new PendingBytes();
  private final long[] answers;

  private @Nullable SourcePipeline pipeline;
  private int connectWindowChunks;
  private int connectChunkBytes;
  private boolean disconnectReported;
  private long startNanos;
  private long progressNanos;
  private volatile @Nullable MigrationProgress progress;

  /** Creates an agent. The connection belongs to it from here on, also if this fails. */
  SourceConductorAgent(
      SourceContext context, Hello offer, Transport transport, Connection connection)
      throws TransportException {
    this.context = context;
    this.offer = offer;
    this.transport = transport;
    this.answers = new long[offer.participants().size()];
    SourcePlan plan =
        new SourcePlan(
            offer,
            TimeUnit.MILLISECONDS.toNanos(context.downtimeLimitMillis()),
            context.availSwitchoverBandwidth(),
            context.timeouts());
    link = new ControlLink(transport, connection);
    conductor = new SourceConductor(plan, link.encoder(), this);
    events = link.events();
    guest = new GuestThread(context.guest());
    stageLog = new StageLog(context.hlogDirectory(), "source", context.log());
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
    try {
      link.open(conductor);
      conductor.start(startNanos);
    } catch (TransportException e) {
      conductor.onDisconnected(String.valueOf(e.getMessage()));
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
    int work = pollLink() + connectIfAsked() + feedEstimates();
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
    if (pipeline != null) {
      stageLog.write(pipeline.recorders(), clock.nanoTime(), true);
      pipeline.close();
    }
    link.close();
    stageLog.close();
  }

  /** How it ended. After the agent's thread has ended. */
  MigrationReport report(long totalNanos) {
    return SourceReports.of(
        conductor, pipeline, offer, transport.kind() + " (" + transport.reason() + ")", totalNanos);
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

  // --- the duty cycle's steps --------------------------------------------------------------------

  private int pollLink() {
    try {
      int work = link.poll();
      if (link.isClosed() && !disconnectReported) {
        disconnectReported = true;
        conductor.onDisconnected(link.closeCause("destination"));
      }
      return work;
    } catch (ProtocolException e) {
      conductor.onViolation(e);
      return 1;
    }
  }

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
              new SourceEvents(conductor, events));
      conductor.onConnected();
    } catch (TransportException e) {
      conductor.onConnectFailed(FailCode.CONNECTION, String.valueOf(e.getMessage()));
    }
    return 1;
  }

  private int feedEstimates() {
    SourcePipeline current = pipeline;
    if (current == null) {
      return 0;
    }
    for (int i = 0; i < answers.length; i++) {
      SaverGauges gauges = current.gauges(i);
      long answer = gauges.lastQuery(pending);
      if (answer != answers[i]) {
        answers[i] = answer;
        conductor.onPending(
            i, pending, gauges.precopyBytes() + gauges.stopCopyBytes(), gauges.readNanos());
      }
    }
    return 0;
  }

  private void publishProgress(long now) {
    if (now - progressNanos < PROGRESS_NANOS) {
      return;
    }
    progressNanos = now;
    progress = SourceReports.progress(conductor, pipeline, offer, clock.nanoTime() - startNanos);
    if (pipeline != null) {
      stageLog.write(pipeline.recorders(), now, false);
    }
  }

  private SourcePipeline running() {
    if (pipeline == null) {
      throw new IllegalStateException("no data channels are connected");
    }
    return pipeline;
  }
}
