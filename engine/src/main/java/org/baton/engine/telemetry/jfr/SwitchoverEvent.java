package org.baton.engine.telemetry.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The guest runs at the destination. */
@Name("org.baton.Switchover")
@Label("Switchover")
@Description("The guest runs at the destination.")
@Category("Baton")
@StackTrace(false)
final class SwitchoverEvent extends Event {
  @Label("Downtime")
  @Timespan(Timespan.NANOSECONDS)
  long downtimeNanos;

  @Label("Expected downtime")
  @Timespan(Timespan.NANOSECONDS)
  long forecastNanos;

  @Label("Pausing the guest")
  @Timespan(Timespan.NANOSECONDS)
  long pauseNanos;

  @Label("All devices to P2P")
  @Timespan(Timespan.NANOSECONDS)
  long p2pNanos;

  @Label("Saving")
  @Timespan(Timespan.NANOSECONDS)
  long saveNanos;

  @Label("Loading")
  @Timespan(Timespan.NANOSECONDS)
  long loadNanos;

  @Label("Handover")
  @Timespan(Timespan.NANOSECONDS)
  long handoverNanos;
}
