package org.baton.engine.telemetry.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A device was told to go to another state. */
@Name("org.baton.Transition")
@Label("Device transition")
@Description("A device was told to go to another state.")
@Category("Baton")
@StackTrace(false)
final class TransitionEvent extends Event {
  @Label("Device")
  String device = "";

  @Label("Origin state")
  String origin = "";

  @Label("Target state")
  String target = "";

  @Label("Refusal")
  String refusal = "";
}
