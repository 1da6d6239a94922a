package org.baton.engine.telemetry.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A side gave its migration up. What it brings back comes after it. */
@Name("org.baton.Failure")
@Label("Migration failure")
@Description("A side gave its migration up. What it brings back comes after it.")
@Category("Baton")
@StackTrace(false)
final class FailureEvent extends Event {
  @Label("Side")
  String side = "";

  @Label("Code")
  String code = "";

  @Label("Device")
  @Description("The device that is the reason; empty if none is.")
  String device = "";

  @Label("Cause")
  String cause = "";

  @Label("From peer")
  @Description("Whether the other side gave up first.")
  boolean fromPeer;
}
