package org.baton.bench.baton;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.baton.bench.side.Meter;
import org.baton.bench.side.Side;
import org.baton.bench.side.SideArguments;
import org.baton.engine.SourceContext;
import org.baton.engine.SourceMigration;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.ParticipantReport;
import org.baton.transport.Endpoint;
import org.baton.vfio.DeviceState;

/**
 * A source whose devices move in a whole migration. It is measured from the moment in which the
 * first device is in STOP_COPY until all have been told that the guest runs elsewhere: everything
 * is loaded then, its checksums are compared, and the handover is done.
 */
public final class BatonSource implements Side {
  /** The guest stands still for as long as the content takes. */
  private static final long DOWNTIME_LIMIT_MILLIS = TimeUnit.HOURS.toMillis(1);

  private final SideArguments arguments;

  /** Creates a source. */
  public BatonSource(SideArguments arguments) {
    this.arguments = arguments;
  }

  @Override
  public String listening() {
    return "";
  }

  @Override
  public void prepare(long bytes) {
    // A migration connects by itself, before its devices stop.
  }

  @Override
  public int move(long bytes, Meter meter) throws InterruptedException, IOException {
    AtomicInteger saving = new AtomicInteger();
    AtomicInteger saved = new AtomicInteger();
    int count = arguments.option("devices", 1);
    try (MemfdDevices devices =
        new MemfdDevices(
            arguments,
            bytes,
            state -> {
              if (state == DeviceState.STOP_COPY && saving.getAndIncrement() == 0) {
                meter.start();
              } else if (state == DeviceState.STOP && saved.incrementAndGet() == count) {
                meter.stop();
              }
            })) {
      SourceContext context =
          BatonOptions.apply(arguments, new SourceContext())
              .connect(Endpoint.parse(arguments.endpoint()))
              .channels(arguments.channels())
              .downtimeLimitMillis(DOWNTIME_LIMIT_MILLIS);
      devices.all().forEach(context::device);
      SourceMigration migration = new SourceMigration(context);
      MigrationReport report =
          SteadyWatch.around(arguments, bytes, migration::progress, migration::run);
      ReportFigures.write(arguments.option("figures", ""), report);
      return digest(report);
    }
  }

  @Override
  public void finish() {
    // Nothing is left open.
  }

  @Override
  public void close() {
    // Nothing is left open.
  }

  /** The checksums of all devices, joined by exclusive or. */
  static int digest(MigrationReport report) {
    if (report.status() != MigrationStatus.COMPLETED || report.slotsInUse() != 0) {
      throw new IllegalStateException("the migration has " + report.status() + ": " + report);
    }
    int digest = 0;
    for (ParticipantReport participant : report.participants()) {
      Integer destination = participant.destinationDigest();
      Integer source = participant.sourceDigest();
      if (destination == null || (source != null && !source.equals(destination))) {
        throw new IllegalStateException("the checksums differ: " + participant);
      }
      digest ^= destination;
    }
    return digest;
  }
}
