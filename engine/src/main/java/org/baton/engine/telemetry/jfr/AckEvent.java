package org.baton.engine.telemetry.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The destination has loaded everything before a tag. */
@Name("org.baton.Ack")
@Label("Switchover-ack")
@Description("The destination has loaded everything before a tag.")
@Category("Baton")
@StackTrace(false)
final class AckEvent extends Event {
  @Label("Device")
  String device = "";

  @Label("Generation")
  long generation;

  @Label("Round trip")
  @Timespan(Timespan.NANOSECONDS)
  long roundTripNanos;
}
