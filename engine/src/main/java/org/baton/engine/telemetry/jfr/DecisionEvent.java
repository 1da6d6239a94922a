package org.baton.engine.telemetry.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The guest is being paused. */
@Name("org.baton.Decision")
@Label("Switchover decision")
@Description("The guest is being paused.")
@Category("Baton")
@StackTrace(false)
final class DecisionEvent extends Event {
  @Label("Expected downtime")
  @Timespan(Timespan.NANOSECONDS)
  long forecastNanos;

  @Label("Downtime limit")
  @Timespan(Timespan.NANOSECONDS)
  long limitNanos;

  @Label("Forced")
  @Description("Whether precopy took too long, and nothing was waited for any more.")
  boolean forced;
}
