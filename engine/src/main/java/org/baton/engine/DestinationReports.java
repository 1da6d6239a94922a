package org.baton.engine;

import java.util.ArrayList;
import java.util.List;
import org.baton.engine.control.DestinationConductor;
import org.baton.engine.pipeline.DestinationPipeline;
import org.baton.engine.pipeline.LoaderGauges;
import org.baton.engine.pipeline.StreamTotals;
import org.baton.engine.report.AckReport;
import org.baton.engine.report.DowntimeStages;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.ParticipantProgress;
import org.baton.engine.report.ParticipantReport;
import org.baton.engine.report.PendingReport;
import org.baton.engine.report.SwitchoverReport;
import org.baton.transport.message.Hello;
import org.jspecify.annotations.Nullable;

/** Puts together what a destination tells about itself. */
final class DestinationReports {
  private DestinationReports() {}

  static MigrationProgress progress(
      DestinationConductor conductor,
      @Nullable DestinationPipeline pipeline,
      Hello offer,
      long elapsedNanos) {
    List<ParticipantProgress> rows = new ArrayList<>();
    if (pipeline != null) {
      for (int i = 0; i < offer.participants().size(); i++) {
        long loaded = pipeline.gauges(i).bytes();
        rows.add(
            new ParticipantProgress(
                offer.participants().get(i).name(),
                pipeline.gauges(i).state(),
                PendingReport.NONE,
                loaded,
                loaded,
                AckReport.NONE));
      }
    }
    return new MigrationProgress(
        conductor.status(), elapsedNanos, 0, "", SwitchoverReport.NONE, rows);
  }

  static MigrationReport of(
      DestinationConductor conductor,
      @Nullable DestinationPipeline pipeline,
      Hello offer,
      String transport,
      long totalNanos) {
    List<ParticipantReport> rows = new ArrayList<>();
    if (pipeline != null) {
      for (int i = 0; i < offer.participants().size(); i++) {
        rows.add(
            row(offer.participants().get(i).name(), pipeline.gauges(i), conductor.validated(i)));
      }
    }
    return new MigrationReport(
        conductor.status(),
        conductor.failure(),
        conductor.warnings(),
        conductor.recoveryFailed(),
        transport,
        pipeline == null ? 0 : offer.channels(),
        totalNanos,
        DowntimeStages.NONE,
        0,
        SwitchoverReport.NONE,
        pipeline == null ? 0 : pipeline.slotsInUse(),
        rows);
  }

  private static ParticipantReport row(
      String name, LoaderGauges gauges, @Nullable StreamTotals totals) {
    @Nullable Integer digest = totals == null ? null : totals.digest();
    return new ParticipantReport(
        name,
        gauges.state(),
        gauges.precopyBytes(),
        gauges.stopCopyBytes(),
        gauges.chunks(),
        digest,
        digest,
        0,
        0,
        gauges.writeNanos(),
        PendingReport.NONE,
        AckReport.NONE);
  }
}
