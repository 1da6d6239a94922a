package org.baton.vfio;

import java.lang.foreign.MemorySegment;

/**
 * A device whose state can be moved to another one.
 *
 * <p>The states, their arcs and the stream are those of VFIO migration v2 in {@code linux/vfio.h}.
 * The data fd of a session is the device's own affair: it appears with the transition that opens
 * the session and is closed with the one that ends it.
 *
 * <p><b>Threading:</b> one thread at a time. Every call may block for as long as the driver likes,
 * so a device belongs to a thread of its own. {@link #close()} may be called by another thread only
 * after the owner has ended.
 */
public interface MigratableDevice extends AutoCloseable {
  /**
   * Answer of {@link #read} in a precopy state: nothing to read for now, but the stream goes on.
   */
  int NOTHING_NOW = 0;

  /** Answer of {@link #read} in {@link DeviceState#STOP_COPY}: the whole state has been read. */
  int END_OF_STREAM = -1;

  /** The device's name: unique among the devices of a migration, at most 64 bytes of UTF-8. */
  String name();

  /** What the device can do in a migration. */
  MigrationFlags flags();

  /** Whether the driver took the opt-in to {@code MIG_PRECOPY_INFOv2} and so can say REINIT. */
  boolean reportsReinit();

  /**
   * The state the device is in now, asked of the driver.
   *
   * @throws VfioException if the driver does not say
   */
  DeviceState state() throws VfioException;

  /**
   * Moves the device to {@code target}, along the driver's shortest way.
   *
   * <p>If the driver refuses, or {@link DeviceStateTable} has no way, the device stays where the
   * driver left it, which may be any step of the way or {@link DeviceState#ERROR}. Nothing else is
   * tried; in particular the device is never reset, so what it holds is not lost.
   *
   * @param target where to go
   * @throws VfioException if the driver refused; its message ends by saying where the device was
   *     left
   */
  void setState(DeviceState target) throws VfioException;

  /**
   * Moves the device to {@code target}, and if that is refused to {@code recovery}; if that is
   * refused too, or {@code recovery} is {@link DeviceState#ERROR}, resets it, which leaves it
   * RUNNING, without a session and without its state. Either way the exception has the errno of the
   * first refusal, and its message says everything that was tried and where the device is now.
   *
   * <p>An errno of 0 is no driver's refusal (the device is closed, say), and nothing is tried then.
   *
   * @param target where to go
   * @param recovery where to go if that is refused; ERROR for "reset at once"
   * @throws VfioException if the device is not in {@code target} on return
   */
  default void setState(DeviceState target, DeviceState recovery) throws VfioException {
    StateRecovery.setState(this, target, recovery);
  }

  /**
   * Reads the next bytes of the saving session. Blocks while the driver has none ready, allocates
   * nothing.
   *
   * @param buffer native memory to read into
   * @param offset where in {@code buffer} to begin
   * @param length how many bytes at most, at least 1
   * @return the number of bytes read, {@link #NOTHING_NOW} or {@link #END_OF_STREAM}
   * @throws VfioException if the driver fails or no saving session is open
   */
  int read(MemorySegment buffer, long offset, int length) throws VfioException;

  /**
   * Writes the next bytes of the resuming session; the driver may load them before it returns.
   * Allocates nothing.
   *
   * @param buffer native memory to write from
   * @param offset where in {@code buffer} to begin
   * @param length how many bytes, at least 1
   * @return the number of bytes taken, at least 1; may be less than {@code length}
   * @throws VfioException if the driver refuses the bytes or no resuming session is open
   */
  int write(MemorySegment buffer, long offset, int length) throws VfioException;

  /**
   * Asks what is left to read while the device runs: {@code VFIO_MIG_GET_PRECOPY_INFO}.
   *
   * <p>The one place that asks. A driver says REINIT once and then forgets it, so the answer is
   * also latched until {@link #takeReinit()}.
   *
   * @param info takes the answer; unchanged if the call fails
   * @throws VfioException if the device is in no precopy state or the driver fails
   */
  void precopyInfo(PrecopyInfo info) throws VfioException;

  /**
   * Whether any answer of {@link #precopyInfo} since the last call said REINIT; clears the latch. A
   * new session starts with the latch clear; the way to STOP_COPY keeps it.
   */
  boolean takeReinit();

  /**
   * Bytes that STOP_COPY would read if it began now: {@code VFIO_DEVICE_FEATURE_MIG_DATA_SIZE}. An
   * estimate of the driver.
   *
   * @throws VfioException if the driver does not say
   */
  long stopCopyBytes() throws VfioException;

  /**
   * Resets the device: {@code VFIO_DEVICE_RESET}. Ends any session and leaves the device RUNNING.
   *
   * @throws VfioException if the driver refuses
   */
  void reset() throws VfioException;

  /**
   * Ends the session, if one is open, and closes every fd that belongs to the device; a borrowed
   * one stays open. Asks for no change of state. Idempotent.
   */
  @Override
  void close();
}
