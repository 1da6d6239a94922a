/**
 * What takes part in a migration: anything that can say how much it has, stream it out at the
 * source and take it in at the destination.
 *
 * <p>The engine knows only {@link org.baton.engine.participant.SavingParticipant} and {@link
 * org.baton.engine.participant.LoadingParticipant}. VFIO devices are the kind that exists; guest
 * memory and a hypervisor's own state join as further kinds.
 */
@NullMarked
package org.baton.engine.participant;

import org.jspecify.annotations.NullMarked;
