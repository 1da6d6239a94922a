/** Events for Java Flight Recorder: what happened on the way to the switchover, and when. */
@NullMarked
package org.baton.engine.telemetry.jfr;

import org.jspecify.annotations.NullMarked;
