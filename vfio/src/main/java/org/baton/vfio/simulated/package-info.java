/**
 * A device without hardware, for machines without VFIO, for tests, demonstrations and planning.
 *
 * <p>{@link org.baton.vfio.simulated.SimulatedDeviceSpec} says what it is like, as a builder or as
 * text; {@link org.baton.vfio.simulated.SimulatedDevice} is the open device; {@link
 * org.baton.vfio.simulated.Fault} is what can go wrong with it; {@link
 * org.baton.vfio.simulated.SimulatedTime} is the time it lives in.
 *
 * <p><b>The stream</b> is a 64-byte header and records of at most 64 KiB, each with a 32-byte head
 * that says which kind of data it is and where it belongs, the last one an END record with a digest
 * of the content. Its bytes follow from the device's seed, its session and generation, and their
 * place; making and checking them costs one bulk copy or comparison.
 *
 * <p>Needs no native access.
 */
@NullMarked
package org.baton.vfio.simulated;

import org.jspecify.annotations.NullMarked;
