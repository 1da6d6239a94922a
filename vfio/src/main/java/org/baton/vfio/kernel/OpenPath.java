package org.baton.vfio.kernel;

/** By which of the kernel's two interfaces a device is opened. */
public enum OpenPath {
  /** {@link #CDEV} if the machine and the device have it, else {@link #GROUP}. */
  AUTO,
  /** {@code /dev/vfio/N} and a container, {@code /dev/vfio/vfio}. */
  GROUP,
  /** {@code /dev/vfio/devices/vfioN} and an iommufd, {@code /dev/iommu}. */
  CDEV
}
