package org.baton.engine.telemetry.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A device re-initialised after the decision, and precopy goes on. */
@Name("org.baton.Retreat")
@Label("Retreat")
@Description("A device re-initialised after the decision, and precopy goes on.")
@Category("Baton")
@StackTrace(false)
final class RetreatEvent extends Event {
  @Label("Device")
  String device = "";

  @Label("Count")
  int retreats;

  @Label("Standstill")
  @Description("How long the guest stood still for it.")
  @Timespan(Timespan.NANOSECONDS)
  long standstillNanos;
}
