package org.baton.vfio;

/**
 * What a device has left to read while it runs: {@code struct vfio_precopy_info}.
 *
 * <p>Mutable and reused, so that asking allocates nothing. Owned by the thread that asks.
 */
public final class PrecopyInfo {
  private long initialBytes;
  private long dirtyBytes;
  private boolean reinit;

  /** Creates an info that says nothing is left. */
  public PrecopyInfo() {}

  /**
   * Sets all fields.
   *
   * @param initialBytes bytes of initial data not read yet
   * @param dirtyBytes bytes changed since they were read
   * @param reinit whether the device has started anew with its initial data
   */
  public void set(long initialBytes, long dirtyBytes, boolean reinit) {
    this.initialBytes = initialBytes;
    this.dirtyBytes = dirtyBytes;
    this.reinit = reinit;
  }

  /** Bytes of initial data not read yet. An estimate of the driver; never trusted for a length. */
  public long initialBytes() {
    return initialBytes;
  }

  /** Bytes changed since they were read. An estimate of the driver. */
  public long dirtyBytes() {
    return dirtyBytes;
  }

  /** Whether this answer carried {@code VFIO_PRECOPY_INFO_REINIT}; false without the opt-in. */
  public boolean reinit() {
    return reinit;
  }
}
