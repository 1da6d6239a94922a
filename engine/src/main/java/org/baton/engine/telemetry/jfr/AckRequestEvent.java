package org.baton.engine.telemetry.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A device asked for a switchover-ack. */
@Name("org.baton.AckRequest")
@Label("Switchover-ack request")
@Description("A device asked for a switchover-ack.")
@Category("Baton")
@StackTrace(false)
final class AckRequestEvent extends Event {
  @Label("Device")
  String device = "";

  @Label("Generation")
  long generation;
}
