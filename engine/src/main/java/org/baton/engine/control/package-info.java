/**
 * The control plane: decides everything, moves nothing.
 *
 * <p>{@link org.baton.engine.control.SourceConductor} and {@link
 * org.baton.engine.control.DestinationConductor} are deterministic state machines: events in,
 * actions out, no clock, thread, random number or I/O inside. Each is driven by an agent on its own
 * thread, or by a simulation.
 */
@NullMarked
package org.baton.engine.control;

import org.jspecify.annotations.NullMarked;
