package org.baton.engine;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.baton.engine.report.DowntimeStages;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.SwitchoverReport;
import org.baton.engine.telemetry.jfr.Failures;
import org.baton.transport.Transport;
import org.baton.transport.TransportException;
import org.baton.transport.message.Hello;
import org.baton.transport.wire.FailCode;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the state of devices from another host, once.
 *
 * <p><b>What is promised:</b> no device runs and no guest is resumed here before the source has let
 * go. Unless the report says {@link MigrationStatus#COMPLETED} or {@link MigrationStatus#UNKNOWN},
 * the devices have been reset and hold nothing of the source's.
 *
 * <p><b>Threading:</b> {@link #run} blocks its caller while threads of Baton work; {@link #cancel}
 * and {@link #progress} may be called by any thread meanwhile.
 */
public final class DestinationMigration {
  private final DestinationContext context;
  private final AtomicReference<@Nullable DestinationConductorAgent> agent =
      new AtomicReference<>();
  private volatile boolean cancelled;

  /**
   * Creates a migration.
   *
   * @param context what is here; it is concluded here if it is not yet
   * @throws IllegalArgumentException if the context is not complete
   */
  public DestinationMigration(DestinationContext context) {
    this.context = context.conclude();
  }

  /**
   * Waits for a source and does the migration. Connections that do not speak Baton's protocol are
   * logged and dropped.
   *
   * @return how it ended; every failure of devices, peer or network is in here
   * @throws InterruptedException if the caller was interrupted; the migration was cancelled then,
   *     and has ended
   */
  public MigrationReport run() throws InterruptedException {
    long startNanos = System.nanoTime();
    try (Reception reception =
        new Reception(context.listener(), context.timeouts().setupNanos(), context.log())) {
      Transport transport = Transport.choose(context.transport());
      FirstFrame first = reception.awaitHello(this::stopped);
      Hello offer = first == null ? null : first.hello();
      if (first == null || offer == null) {
        return endedBefore(startNanos, FailCode.CANCELLED, "cancelled before a source connected");
      }
      startNanos = System.nanoTime();
      return run(
          startNanos,
          new DestinationConductorAgent(context, transport, reception, first.connection(), offer));
    } catch (TransportException e) {
      return endedBefore(startNanos, FailCode.CONNECTION, String.valueOf(e.getMessage()));
    }
  }

  private MigrationReport run(long startNanos, DestinationConductorAgent conductor)
      throws InterruptedException {
    agent.set(conductor);
    if (cancelled) {
      conductor.cancel();
    }
    ConductorThread.run(conductor, conductor::cancel, context.threading());
    return conductor.report(startNanos);
  }

  /** Gives up, unless the source has let go already. Any thread. */
  public void cancel() {
    cancelled = true;
    context.listener().wakeup();
    DestinationConductorAgent running = agent.get();
    if (running != null) {
      running.cancel();
    }
  }

  /** Where the migration is, at most 50 ms ago. Any thread. */
  public MigrationProgress progress() {
    DestinationConductorAgent running = agent.get();
    return running == null ? MigrationProgress.of(MigrationStatus.NONE) : running.progress();
  }

  private boolean stopped() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while waiting for a source");
    }
    return cancelled;
  }

  private static MigrationReport endedBefore(long startNanos, FailCode code, String cause) {
    Failure failure = new Failure(code, null, cause, false);
    Failures.record("destination", failure);
    return new MigrationReport(
        code == FailCode.CANCELLED ? MigrationStatus.CANCELLED : MigrationStatus.FAILED,
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
