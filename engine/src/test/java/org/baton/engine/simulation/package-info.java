/**
 * The simulator: a whole migration in one thread, on a virtual clock, from one seed.
 *
 * <p>Real are the conductors, the pipelines with all their agents, the participants, the encoding
 * of every message and the simulated devices. Made up are the clock, the threads, the network and
 * the hypervisors: {@link org.baton.engine.simulation.Timeline} says whose turn it is, {@link
 * org.baton.engine.simulation.SimulatedConnection} carries bytes late or not at all. {@link
 * org.baton.engine.simulation.Scenario} draws what is migrated and what goes wrong, {@link
 * org.baton.engine.simulation.Promises} watches what must hold all the same.
 */
@NullMarked
package org.baton.engine.simulation;

import org.jspecify.annotations.NullMarked;
