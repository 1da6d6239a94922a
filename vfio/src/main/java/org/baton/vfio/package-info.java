/**
 * One interface for a device that can migrate, and the state machine of VFIO migration as data.
 *
 * <p>{@link org.baton.vfio.MigratableDevice} is what the engine sees. Behind it stand the kernel's
 * devices and a simulated one; {@link org.baton.vfio.DeviceSpec} names and opens either. Words and
 * numbers are those of {@code linux/vfio.h}, "VFIO migration v2".
 */
@NullMarked
package org.baton.vfio;

import org.jspecify.annotations.NullMarked;
