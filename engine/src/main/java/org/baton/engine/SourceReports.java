package org.baton.engine;

import java.util.List;
import org.baton.engine.control.SourceConductor;
import org.baton.engine.pipeline.SaverGauges;
import org.baton.engine.pipeline.SourcePipeline;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.ParticipantProgress;
import org.baton.engine.report.ParticipantReport;
import org.baton.transport.message.Hello;
import org.jspecify.annotations.Nullable;

/** Puts together what a source tells about itself. */
final class SourceReports {
  private SourceReports() {}

  static MigrationProgress progress(
      SourceConductor conductor,
      @Nullable SourcePipeline pipeline,
      Hello offer,
      long elapsedNanos) {
    ParticipantProgress[] rows = new ParticipantProgress[offer.participants().size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = conductor.progress(i, gauges(pipeline, i));
    }
    return new MigrationProgress(
        conductor.status(),
        elapsedNanos,
        conductor.forecastNanos(),
        conductor.obstacle(),
        conductor.switchover(),
        List.of(rows));
  }

  static MigrationReport of(
      SourceConductor conductor,
      @Nullable SourcePipeline pipeline,
      Hello offer,
      String transport,
      long totalNanos) {
    ParticipantReport[] rows = new ParticipantReport[offer.participants().size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = conductor.report(i, gauges(pipeline, i));
    }
    return new MigrationReport(
        conductor.status(),
        conductor.failure(),
        conductor.warnings(),
        conductor.recoveryFailed(),
        transport,
        offer.channels(),
        totalNanos,
        conductor.downtime(),
        conductor.forecastNanos(),
        conductor.switchover(),
        pipeline == null ? 0 : pipeline.slotsInUse(),
        List.of(rows));
  }

  /** Before there is a pipeline a participant has done nothing. */
  private static SaverGauges gauges(@Nullable SourcePipeline pipeline, int participant) {
    return pipeline == null ? new SaverGauges() : pipeline.gauges(participant);
  }
}
