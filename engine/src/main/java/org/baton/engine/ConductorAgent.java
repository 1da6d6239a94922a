package org.baton.engine;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.baton.engine.control.Conductor;
import org.baton.engine.control.ConductorQueue;
import org.baton.engine.guest.GuestThread;
import org.baton.engine.pipeline.Pipeline;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.telemetry.StageRecorder;
import org.baton.engine.telemetry.jfr.Failures;
import org.baton.transport.Connection;
import org.baton.transport.Transport;
import org.baton.transport.TransportException;
import org.baton.transport.message.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Drives one side's {@link Conductor}: gives it the time, messages and events, and does what it
 * decides. All I/O and threads of the side hang off here.
 */
abstract class ConductorAgent implements ConductorThread.EndingAgent {
  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Which transport, and why. */
  final Transport transport;

  /** What the clock of the conductor and of all threads is. */
  final NanoClock clock = SystemNanoClock.INSTANCE;

  /** The way to the peer. */
  final ControlLink link;

  /** Brings events of other threads to this one. */
  final ConductorQueue events;

  /** The way to the hypervisor. */
  final GuestThread guest;

  private final String sideName;
  private final String peerName;
  private final StageLog stageLog;
  private boolean disconnectReported;
  private boolean failureRecorded;
  private long startNanos;
  private long endNanos;
  private long progressNanos;
  private volatile @Nullable MigrationProgress progress;

  /** Creates an agent. The connection belongs to it from here on, also if this fails. */
  ConductorAgent(
      MigrationContext<?> context,
      Transport transport,
      Connection connection,
      String sideName,
      String peerName)
      throws TransportException {
    this.transport = transport;
    this.sideName = sideName;
    this.peerName = peerName;
    link = new ControlLink(transport, connection);
    events = link.events();
    guest = new GuestThread(context.guest());
    stageLog = new StageLog(context.hlogDirectory(), sideName, context.log());
  }

  /** Who decides. */
  abstract Conductor<?, ?> conductor();

  /** The data plane, or null before there is one. */
  abstract @Nullable Pipeline pipeline();

  /** Says the first word, or hears it. */
  abstract void begin() throws ProtocolException;

  /**
   * Does what was decided and takes its time, and tells the conductor what the data plane says.
   *
   * @return how much was done
   */
  abstract int serve();

  /** The times that are recorded, one for each thread and stage, or device and stage. */
  List<StageRecorder> recorders() {
    Pipeline pipeline = pipeline();
    return pipeline == null ? List.of() : pipeline.recorders();
  }

  /** Where the migration is now. Agent's thread. */
  abstract MigrationProgress progress(long elapsedNanos);

  /** Gives up if that is still possible. Any thread. */
  final void cancel() {
    events.offer(() -> conductor().cancel());
  }

  /** Where the migration was at most 50 ms ago. Any thread. */
  final MigrationProgress progress() {
    MigrationProgress last = progress;
    return last != null ? last : MigrationProgress.of(MigrationStatus.SETUP);
  }

  @Override
  public final String roleName() {
    return "baton-ctl";
  }

  @Override
  public final void onStart() {
    startNanos = clock.nanoTime();
    conductor().onTime(startNanos);
    try {
      link.open(conductor());
      conductor().start(startNanos);
      begin();
    } catch (TransportException e) {
      conductor().onDisconnected(String.valueOf(e.getMessage()));
    } catch (ProtocolException e) {
      conductor().onViolation(e);
    }
  }

  @Override
  public final int doWork() {
    try {
      return round(clock.nanoTime());
    } catch (RuntimeException | Error e) {
      // Whatever is wrong with Baton itself, devices and guest must still be brought back.
      conductor().onInternalError(e);
      return 1;
    }
  }

  private int round(long now) {
    conductor().onTime(now);
    int work = pollLink() + serve();
    conductor().onTick();
    recordFailure();
    publishProgress(now);
    if (work == 0 && !isEnded()) {
      link.await();
    }
    return work;
  }

  @Override
  public final boolean isEnded() {
    return conductor().isEnded();
  }

  @Override
  public final void onClose() {
    endNanos = clock.nanoTime();
    recordFailure();
    publishProgress(Long.MAX_VALUE);
    Failure failure = conductor().failure();
    if (failure != null && !failure.fromPeer()) {
      Hangup.waitForPeer(link);
    }
    Pipeline pipeline = pipeline();
    try {
      if (pipeline != null) {
        stageLog.write(recorders(), clock.nanoTime(), true);
        pipeline.close();
      }
    } finally {
      link.close();
      stageLog.close();
    }
  }

  /** When the conductor had ended; what comes after costs nobody anything. */
  final long endNanos() {
    return endNanos;
  }

  private int pollLink() {
    try {
      int work = link.poll();
      if (link.isClosed() && !disconnectReported) {
        disconnectReported = true;
        conductor().onDisconnected(link.closeCause(peerName));
      }
      return work;
    } catch (ProtocolException e) {
      conductor().onViolation(e);
      return 1;
    }
  }

  private void recordFailure() {
    Failure failure = conductor().failure();
    if (failure != null && !failureRecorded) {
      failureRecorded = true;
      Failures.record(sideName, failure);
    }
  }

  private void publishProgress(long now) {
    if (now - progressNanos < PROGRESS_NANOS) {
      return;
    }
    progressNanos = now;
    progress = progress(clock.nanoTime() - startNanos);
    stageLog.write(recorders(), now, false);
  }
}
