package org.baton.vfio.kernel;

import static org.baton.vfio.MigratableDevice.END_OF_STREAM;
import static org.baton.vfio.MigratableDevice.NOTHING_NOW;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.vfio_precopy_info;
import org.baton.vfio.DeviceState;
import org.baton.vfio.DeviceStateTable;
import org.baton.vfio.PrecopyInfo;
import org.baton.vfio.VfioException;

/**
 * The data fd of a saving or resuming session, from the transition that opens it to the one that
 * ends it; nothing when no session is open.
 *
 * <p>The fd blocks: the driver makes it without {@code O_NONBLOCK}, nobody else has it, and a
 * driver that has nothing ready in STOP_COPY waits inside {@code read}. So EAGAIN is a failure like
 * any other there and in {@code write}. Waiting with {@code poll} would be no help: of all drivers
 * only mlx5 has one of its own, and for the others the answer is "ready" at once.
 */
final class Session implements AutoCloseable {
  private static final int NONE = -1;
  private static final int AGAIN = -Linux.EAGAIN();
  private static final int NO_MESSAGE = -Linux.ENOMSG();
  private static final String OVER =
      "the session is over: somebody reset the device or changed its state behind Baton's back";

  private final String device;
  private final KernelCalls calls;
  private final boolean reportsReinit;
  private final MemorySegment precopyInfo = vfio_precopy_info.allocate(Arena.ofAuto());

  private int fd = NONE;
  private boolean reinit;

  /**
   * Creates a holder without a session.
   *
   * @param device the device's name
   * @param calls the kernel
   * @param reportsReinit whether the flags of precopy info mean anything: without the opt-in a
   *     driver hands back what it was given
   */
  Session(String device, KernelCalls calls, boolean reportsReinit) {
    this.device = device;
    this.calls = calls;
    this.reportsReinit = reportsReinit;
  }

  /**
   * Follows a transition that the driver has made.
   *
   * @param from the state before it
   * @param to the state after it
   * @param dataFd the fd that came with it, or a negative number
   * @return whether the fd is what the transition calls for; if not, one that came is closed
   */
  boolean follow(DeviceState from, DeviceState to, int dataFd) {
    boolean kept = DeviceStateTable.keepsSession(from, to) && fd != NONE;
    if (!kept) {
      close();
    }
    if (dataFd >= 0) {
      if (kept || !DeviceStateTable.hasSession(to)) {
        calls.close(dataFd);
        return false;
      }
      fd = dataFd;
      reinit = false;
    }
    return fd != NONE || !DeviceStateTable.hasSession(to);
  }

  /** Ends the session, if one is open. */
  @Override
  public void close() {
    if (fd != NONE) {
      calls.close(fd);
      fd = NONE;
    }
  }

  int read(DeviceState state, MemorySegment buffer, long offset, int length) throws VfioException {
    requireOpen(state.isSaving(), "read", state);
    requirePositive(length);
    long result = calls.read(fd, buffer, offset, length);
    if (result > 0) {
      return (int) result;
    }
    // The uAPI says ENOMSG here, but qat, hisi_acc and mtty say 0.
    if (state.isPrecopy() && (result == 0 || result == NO_MESSAGE || result == AGAIN)) {
      return NOTHING_NOW;
    }
    if (result == 0) {
      return END_OF_STREAM;
    }
    throw failed("read of the migration data", result, state);
  }

  int write(DeviceState state, MemorySegment buffer, long offset, int length) throws VfioException {
    requireOpen(state == DeviceState.RESUMING, "write", state);
    requirePositive(length);
    long result = calls.write(fd, buffer, offset, length);
    if (result > 0) {
      return (int) result;
    }
    if (result == 0) {
      throw new VfioException(device, "the driver took none of the migration data written", 0);
    }
    throw failed("write of the migration data", result, state);
  }

  void precopyInfo(DeviceState state, PrecopyInfo info) throws VfioException {
    requireOpen(state.isPrecopy(), "ask for precopy info", state);
    vfio_precopy_info.argsz(precopyInfo, (int) vfio_precopy_info.sizeof());
    vfio_precopy_info.flags(precopyInfo, 0);
    vfio_precopy_info.initial_bytes(precopyInfo, 0);
    vfio_precopy_info.dirty_bytes(precopyInfo, 0);
    int result = calls.ioctl(fd, Linux.VFIO_MIG_GET_PRECOPY_INFO(), precopyInfo);
    if (result < 0) {
      throw failed("VFIO_MIG_GET_PRECOPY_INFO", result, state);
    }
    int flags = vfio_precopy_info.flags(precopyInfo);
    boolean reinitNow = reportsReinit && (flags & Linux.VFIO_PRECOPY_INFO_REINIT()) != 0;
    reinit |= reinitNow;
    info.set(
        DeviceFeatures.clamp(vfio_precopy_info.initial_bytes(precopyInfo)),
        DeviceFeatures.clamp(vfio_precopy_info.dirty_bytes(precopyInfo)),
        reinitNow);
  }

  boolean takeReinit() {
    boolean taken = reinit;
    reinit = false;
    return taken;
  }

  private void requireOpen(boolean fits, String what, DeviceState state) throws VfioException {
    if (!fits || fd == NONE) {
      throw new VfioException(
          device, "cannot " + what + " in state " + state + ": no such session is open", 0);
    }
  }

  // A driver answers 0 to nothing, and that would be taken for the end of the stream.
  private static void requirePositive(int length) {
    if (length < 1) {
      throw new IllegalArgumentException("length must be at least 1, is " + length);
    }
  }

  private VfioException failed(String request, long result, DeviceState state) {
    return Refusal.of(device, request + " in state " + state, result, mend((int) -result, state));
  }

  private static String mend(int errno, DeviceState state) {
    if (errno == Linux.ENODEV()) {
      return OVER;
    }
    if (state == DeviceState.RESUMING) {
      return "the driver does not take this stream: source and destination must have the same"
          + " device model, driver and firmware";
    }
    return "";
  }
}
