package org.baton.vfio.simulated;

/**
 * Where drivers differ without being wrong.
 *
 * @param reportsReinit whether the driver takes the opt-in to {@code MIG_PRECOPY_INFOv2}
 * @param emptyRead what it does when it has nothing to read for now
 * @param dataSize what its {@code MIG_DATA_SIZE} means
 * @param maxReadBytes the most that one read returns; 0 for no limit
 * @param maxWriteBytes the most that one write takes; 0 for no limit
 */
public record DriverHabits(
    boolean reportsReinit,
    EmptyRead emptyRead,
    DataSize dataSize,
    int maxReadBytes,
    int maxWriteBytes) {
  /** Checks that no limit is negative. */
  public DriverHabits {
    if (maxReadBytes < 0 || maxWriteBytes < 0) {
      throw new IllegalArgumentException(
          "maxReadBytes and maxWriteBytes must not be negative: "
              + maxReadBytes
              + ", "
              + maxWriteBytes);
    }
  }
}
