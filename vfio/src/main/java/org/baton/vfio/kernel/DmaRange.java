package org.baton.vfio.kernel;

/**
 * A range of the addresses a device uses for DMA: {@code vfio_device_feature_dma_logging_range}.
 *
 * @param iova the first address, unsigned
 * @param length bytes, at least 1
 */
public record DmaRange(long iova, long length) {
  /** Refuses an empty range, and one that goes over the end of the address space. */
  public DmaRange {
    if (length < 1) {
      throw new IllegalArgumentException("length must be at least 1, is " + length);
    }
    if (Long.compareUnsigned(iova + length, iova) < 0) {
      throw new IllegalArgumentException(
          "0x%x bytes from 0x%x go over the end of the address space".formatted(length, iova));
    }
  }
}
