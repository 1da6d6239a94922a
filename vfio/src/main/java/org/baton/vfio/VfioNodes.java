package org.baton.vfio;

/** The nodes that devices are opened through, and what to do where one is missing. */
public final class VfioNodes {
  /** The container that IOMMU groups are put into. */
  public static final String CONTAINER = "/dev/vfio/vfio";

  /** The iommufd that cdevs are bound to. */
  public static final String IOMMUFD = "/dev/iommu";

  static final String CDEVS = "/dev/vfio/devices/";
  static final String GROUPS = "/dev/vfio/";

  private VfioNodes() {}

  /**
   * What brings a node that does not exist.
   *
   * @param node {@link #CONTAINER}, {@link #IOMMUFD}, or the node of a group or a cdev
   * @return the rest of a sentence
   */
  public static String whenMissing(String node) {
    return switch (node) {
      case CONTAINER ->
          "modprobe vfio_iommu_type1; a kernel without CONFIG_VFIO_CONTAINER has only the cdev:"
              + " path=cdev";
      case IOMMUFD ->
          "modprobe iommufd; a kernel without CONFIG_IOMMUFD has only the group: path=group";
      default ->
          node.startsWith(CDEVS)
              ? "a kernel without CONFIG_VFIO_DEVICE_CDEV has only the group: path=group"
              : "bind the device to a VFIO driver, so that its group gets a node";
    };
  }
}
