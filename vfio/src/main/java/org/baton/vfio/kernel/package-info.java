/**
 * The kernel's devices: opened by group and container, by cdev and iommufd, or handed over as an
 * fd.
 *
 * <p>{@link org.baton.vfio.kernel.KernelDevices} opens; {@link org.baton.vfio.kernel.KernelDevice}
 * adds what only the kernel's devices have: regions and the log of DMA writes. Structs and requests
 * are those of {@code linux/vfio.h} and {@code linux/iommufd.h} in Linux 7.3.
 */
@NullMarked
package org.baton.vfio.kernel;

import org.jspecify.annotations.NullMarked;
