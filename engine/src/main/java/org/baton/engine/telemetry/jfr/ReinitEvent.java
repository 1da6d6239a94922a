package org.baton.engine.telemetry.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A driver said that its device has re-initialised. */
@Name("org.baton.Reinit")
@Label("REINIT")
@Description("A driver said that its device has re-initialised.")
@Category("Baton")
@StackTrace(false)
final class ReinitEvent extends Event {
  @Label("Device")
  String device = "";

  @Label("Count")
  long reinits;
}
