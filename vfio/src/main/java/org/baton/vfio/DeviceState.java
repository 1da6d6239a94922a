package org.baton.vfio;

/** State of a migratable device, {@code enum vfio_device_mig_state} of {@code linux/vfio.h}. */
public enum DeviceState {
  /** The device failed a transition; only {@link MigratableDevice#reset()} leaves this state. */
  ERROR(0),
  /** No DMA, no interrupts, no internal change. */
  STOP(1),
  /** Running normally. */
  RUNNING(2),
  /** Stopped, and streaming what is left of its state. */
  STOP_COPY(3),
  /** Stopped, and taking in the state of another device. */
  RESUMING(4),
  /** Running, but starting no new peer-to-peer DMA. */
  RUNNING_P2P(5),
  /** Running, and streaming its state while it changes. */
  PRE_COPY(6),
  /** Streaming while it changes, but starting no new peer-to-peer DMA. */
  PRE_COPY_P2P(7);

  private static final DeviceState[] BY_NUMBER = values();

  private final int number;

  DeviceState(int number) {
    this.number = number;
  }

  /**
   * Returns the state with the kernel's number.
   *
   * @param number a value of {@code enum vfio_device_mig_state}
   * @throws IllegalArgumentException for a number that is no state
   */
  public static DeviceState of(int number) {
    if (number < 0 || number >= BY_NUMBER.length) {
      throw new IllegalArgumentException("no VFIO migration state has the number " + number);
    }
    return BY_NUMBER[number];
  }

  /** The kernel's number of this state. */
  public int number() {
    return number;
  }

  /** Whether a saving session is open in this state: it has a stream to read. */
  public boolean isSaving() {
    return this == PRE_COPY || this == PRE_COPY_P2P || this == STOP_COPY;
  }

  /** Whether the device runs and copies at once, so that precopy info can be asked. */
  public boolean isPrecopy() {
    return this == PRE_COPY || this == PRE_COPY_P2P;
  }
}
