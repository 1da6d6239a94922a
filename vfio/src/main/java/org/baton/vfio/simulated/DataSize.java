package org.baton.vfio.simulated;

/** What a driver's {@code MIG_DATA_SIZE} means. */
public enum DataSize {
  /** The whole of the device, whatever was read already, as mlx5 says. */
  FULL,
  /** What STOP_COPY would still have to read. */
  REMAINING
}
