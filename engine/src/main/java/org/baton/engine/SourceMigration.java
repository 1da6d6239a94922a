package org.baton.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.baton.engine.participant.SavingParticipant;
import org.baton.engine.report.DowntimeStages;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.SwitchoverReport;
import org.baton.engine.telemetry.jfr.Failures;
import org.baton.transport.Connection;
import org.baton.transport.Transport;
import org.baton.transport.TransportException;
import org.baton.transport.message.Hello;
import org.baton.transport.message.Limits;
import org.baton.transport.message.ParticipantEntry;
import org.baton.transport.message.SessionId;
import org.baton.transport.wire.FailCode;
import org.jspecify.annotations.Nullable;

/**
 * Moves the state of devices away from this host, once.
 *
 * <p><b>What is promised:</b> unless the report says {@link MigrationStatus#COMPLETED} or {@link
 * MigrationStatus#UNKNOWN}, the devices are RUNNING and the guest was resumed if it had been
 * paused.
 *
 * <p><b>Threading:</b> {@link #run} blocks its caller while threads of Baton work; {@link #cancel}
 * and {@link #progress} may be called by any thread meanwhile.
 */
public final class SourceMigration {
  private final SourceContext context;
  private final AtomicReference<@Nullable SourceConductorAgent> agent = new AtomicReference<>();
  private volatile boolean cancelled;

  /**
   * Creates a migration.
   *
   * @param context what to do; it is concluded here if it is not yet
   * @throws IllegalArgumentException if the context is not complete
   */
  public SourceMigration(SourceContext context) {
    this.context = context.conclude();
  }

  /**
   * Does the migration.
   *
   * @return how it ended; every failure of devices, peer or network is in here
   * @throws InterruptedException if the caller was interrupted; the migration was cancelled then,
   *     and has ended
   */
  public MigrationReport run() throws InterruptedException {
    long startNanos = System.nanoTime();
    try {
      Transport transport = Transport.choose(context.transport());
      Hello offer = offer();
      try (SourceTelemetry telemetry = SourceTelemetry.open(context, offer)) {
        return run(startNanos, transport, offer, telemetry);
      }
    } catch (TransportException e) {
      return failedBefore(startNanos, FailCode.CONNECTION, e);
    } catch (IOException e) {
      return failedBefore(startNanos, FailCode.DEVICE, e);
    }
  }

  private MigrationReport run(
      long startNanos, Transport transport, Hello offer, SourceTelemetry telemetry)
      throws InterruptedException {
    SourceConductorAgent conductor;
    try {
      Connection connection =
          Connection.connect(context.destination(), context.timeouts().setupNanos());
      conductor = new SourceConductorAgent(context, offer, telemetry, transport, connection);
    } catch (TransportException e) {
      telemetry.publish(MigrationProgress.of(MigrationStatus.FAILED));
      return failedBefore(startNanos, FailCode.CONNECTION, e);
    }
    agent.set(conductor);
    if (cancelled) {
      conductor.cancel();
    }
    ConductorThread.run(conductor, conductor::cancel, context.threading());
    return conductor.report(startNanos);
  }

  /** Gives up, unless the destination has been told to run the guest. Any thread. */
  public void cancel() {
    cancelled = true;
    SourceConductorAgent running = agent.get();
    if (running != null) {
      running.cancel();
    }
  }

  /** Where the migration is, at most 50 ms ago. Any thread. */
  public MigrationProgress progress() {
    SourceConductorAgent running = agent.get();
    return running == null ? MigrationProgress.of(MigrationStatus.NONE) : running.progress();
  }

  private Hello offer() throws IOException {
    List<ParticipantEntry> table = new ArrayList<>();
    for (SavingParticipant participant : context.participants()) {
      table.add(participant.entry());
    }
    return new Hello(
        Limits.MIN_VERSION,
        Limits.MAX_VERSION,
        context.channels(),
        context.windowChunks(),
        context.chunkBytes(),
        SessionId.random(),
        context.switchoverAck().capabilities(),
        table);
  }

  private static MigrationReport failedBefore(long startNanos, FailCode code, IOException cause) {
    Failure failure = new Failure(code, null, String.valueOf(cause.getMessage()), false);
    Failures.record("source", failure);
    return new MigrationReport(
        MigrationStatus.FAILED,
        failure,
        List.of(),
        false,
        "none",
        0,
        System.nanoTime() - startNanos,
        DowntimeStages.NONE,
        0,
        SwitchoverReport.NONE,
        0,
        List.of());
  }
}
