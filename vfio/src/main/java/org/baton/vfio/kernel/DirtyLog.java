package org.baton.vfio.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.List;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.vfio_device_feature_dma_logging_control;
import org.baton.bindings.linux.vfio_device_feature_dma_logging_range;
import org.baton.bindings.linux.vfio_device_feature_dma_logging_report;
import org.baton.bindings.sys.Addresses;
import org.baton.vfio.VfioException;

/**
 * A device's log of the pages it has written by DMA: the {@code DMA_LOGGING_*} features.
 *
 * <p>It logs writes only, in every state of the device, from {@link #start} to {@link #stop}. A
 * report empties the log for its range, so what it says must not be lost.
 *
 * <p><b>An error means that everything is dirty.</b> Whichever call fails, the caller must take all
 * pages of the range as written.
 *
 * <p>One thread at a time, which may be another one than the device's. {@link #report} allocates
 * nothing.
 */
public final class DirtyLog {
  private static final long SMALLEST_PAGE_BYTES = 4096;
  private static final String ALL_DIRTY = "all pages of the range must be taken as dirty";

  private final String device;
  private final DeviceFeatures features;

  DirtyLog(String device, KernelCalls calls, DeviceFd fd) {
    this.device = device;
    // Its own struct: the device's thread may be in a request while this log is read.
    this.features = new DeviceFeatures(calls, fd);
  }

  /** Whether the driver has such a log; asked with PROBE, which starts nothing. */
  public boolean isAvailable() {
    return features.probeSet(Linux.VFIO_DEVICE_FEATURE_DMA_LOGGING_START()) == 0;
  }

  /**
   * Starts to log. Only once until {@link #stop}.
   *
   * @param pageBytes the page size hoped for; every range must be aligned to it
   * @param ranges what to log; no two may overlap; the kernel takes 256 on 4 KiB pages
   * @return the page size the driver has chosen
   * @throws VfioException if the driver has no log or refuses
   */
  public long start(long pageBytes, List<DmaRange> ranges) throws VfioException {
    long rangeBytes = vfio_device_feature_dma_logging_range.sizeof();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment array = arena.allocate(rangeBytes * ranges.size(), Long.BYTES);
      for (int i = 0; i < ranges.size(); i++) {
        MemorySegment range = array.asSlice(i * rangeBytes, rangeBytes);
        vfio_device_feature_dma_logging_range.iova(range, ranges.get(i).iova());
        vfio_device_feature_dma_logging_range.length(range, ranges.get(i).length());
      }
      MemorySegment control = features.payload();
      vfio_device_feature_dma_logging_control.page_size(control, pageBytes);
      vfio_device_feature_dma_logging_control.num_ranges(control, ranges.size());
      vfio_device_feature_dma_logging_control.__reserved(control, 0);
      vfio_device_feature_dma_logging_control.ranges(control, array.address());
      int result =
          features.set(
              Linux.VFIO_DEVICE_FEATURE_DMA_LOGGING_START(),
              vfio_device_feature_dma_logging_control.sizeof());
      if (result < 0) {
        throw Refusal.of(device, "DMA_LOGGING_START", result, mendStart(-result));
      }
      return vfio_device_feature_dma_logging_control.page_size(control);
    }
  }

  /**
   * Stops to log, and forgets what was logged.
   *
   * @throws VfioException if the driver refuses
   */
  public void stop() throws VfioException {
    int result = features.set(Linux.VFIO_DEVICE_FEATURE_DMA_LOGGING_STOP(), 0);
    if (result < 0) {
      throw Refusal.of(device, "DMA_LOGGING_STOP", result, "");
    }
  }

  /**
   * Adds what was written since the last report to a bitmap: bit {@code n} of the little-endian
   * words stands for page {@code n} from {@code iova}. The kernel only sets bits; clearing them is
   * the caller's.
   *
   * @param iova the first address, within what {@link #start} was given
   * @param length bytes
   * @param pageBytes what one bit stands for: a power of two, 4096 or more
   * @param bitmap native memory of at least {@link #bitmapBytes} bytes, on a multiple of 8
   * @throws IllegalArgumentException if the bitmap is too small, on no multiple of 8, on the heap,
   *     or read-only
   * @throws IllegalStateException if its memory was released
   * @throws WrongThreadException if it belongs to another thread
   * @throws VfioException if the kernel refuses; everything must be taken as dirty then
   */
  public void report(long iova, long length, long pageBytes, MemorySegment bitmap)
      throws VfioException {
    long needed = bitmapBytes(length, pageBytes);
    if (bitmap.byteSize() < needed || bitmap.address() % Long.BYTES != 0) {
      throw new IllegalArgumentException(
          "a report of 0x%x bytes needs a bitmap of %d bytes on a multiple of 8; it is %s"
              .formatted(length, needed, bitmap));
    }
    try {
      long address = Addresses.writable(bitmap, 0, needed);
      MemorySegment report = features.payload();
      vfio_device_feature_dma_logging_report.iova(report, iova);
      vfio_device_feature_dma_logging_report.length(report, length);
      vfio_device_feature_dma_logging_report.page_size(report, pageBytes);
      vfio_device_feature_dma_logging_report.bitmap(report, address);
      int result =
          features.get(
              Linux.VFIO_DEVICE_FEATURE_DMA_LOGGING_REPORT(),
              vfio_device_feature_dma_logging_report.sizeof());
      if (result < 0) {
        throw Refusal.of(device, "DMA_LOGGING_REPORT", result, mendReport(-result));
      }
    } finally {
      Reference.reachabilityFence(bitmap);
    }
  }

  /**
   * The bytes a bitmap needs.
   *
   * @param length bytes to report on, at least 1
   * @param pageBytes what one bit stands for: a power of two, 4096 or more
   * @throws IllegalArgumentException if one of them is not as said
   */
  public static long bitmapBytes(long length, long pageBytes) {
    if (length < 1) {
      throw new IllegalArgumentException("length must be at least 1, is " + length);
    }
    if (pageBytes < SMALLEST_PAGE_BYTES || Long.bitCount(pageBytes) != 1) {
      throw new IllegalArgumentException(
          "page size must be a power of two and at least 4096, is " + pageBytes);
    }
    long pages = Math.ceilDiv(length, pageBytes);
    return Math.ceilDiv(pages, Long.SIZE) * Long.BYTES;
  }

  private static String mendStart(int errno) {
    if (errno == Linux.ENOTTY()) {
      return "its driver does not log DMA; " + ALL_DIRTY;
    }
    if (errno == Linux.E2BIG()) {
      return "the kernel takes no more ranges than fit into a page: join neighbours";
    }
    if (errno == Linux.EINVAL()) {
      return "there must be a range, all must be aligned to the page size, none may overlap, and"
          + " the log must not be running";
    }
    return "";
  }

  private static String mendReport(int errno) {
    return errno == Linux.EOPNOTSUPP()
        ? ALL_DIRTY + "; this kernel was built without CONFIG_IOMMUFD, which holds the bitmap code"
        : ALL_DIRTY;
  }
}
