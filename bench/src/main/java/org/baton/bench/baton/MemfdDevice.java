package org.baton.bench.baton;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.sys.Descriptors;
import org.baton.bindings.sys.Errno;
import org.baton.bindings.sys.Libc;
import org.baton.vfio.DeviceState;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.MigrationFlags;
import org.baton.vfio.PrecopyInfo;
import org.baton.vfio.VfioException;

/**
 * A device whose state is a part of a file in memory. What its driver does costs what a copy
 * between kernel and user costs, and nothing else: no transition takes time.
 *
 * <p>Without a {@link ReinitSchedule} it has no precopy: all of it moves while the guest stands
 * still. With one, a part of it is initial data, and as long as there are re-initialisations to
 * come it says that so much is left for stop-copy that nobody pauses its guest.
 */
final class MemfdDevice implements MigratableDevice {
  private static final long WITHOUT_PRECOPY = MigrationFlags.STOP_COPY | MigrationFlags.P2P;

  /** More than crosses any wire within a downtime limit, and less than Baton takes for an error. */
  private static final long RESTLESS_BYTES = 1L << 49;

  private final String name;
  private final int fd;
  private final long begin;
  private final long partBytes;
  private final long length;
  private final ReinitSchedule reinits;
  private final Throttle throttle;
  private final Consumer<DeviceState> entered;

  private boolean reinit;
  private DeviceState state = DeviceState.RUNNING;
  private long position;

  /**
   * Opens a part of a file.
   *
   * @param begin where in the file the device's state begins
   * @param partBytes how long it is, in bytes
   * @param passes how often all of it is moved, one time after the other
   * @param flags {@code O_RDONLY} for one that is saved, {@code O_WRONLY} for one that is loaded
   * @param reinits when it has initial data; {@link ReinitSchedule#NONE} for no precopy
   * @param throttle how fast it is loaded at most
   * @param entered hears of each state that the device has come to, on the device's thread
   */
  MemfdDevice(
      String name,
      Path file,
      long begin,
      long partBytes,
      int passes,
      int flags,
      ReinitSchedule reinits,
      Throttle throttle,
      Consumer<DeviceState> entered) {
    this.name = name;
    this.begin = begin;
    this.partBytes = partBytes;
    this.length = passes * partBytes;
    this.reinits = reinits;
    this.throttle = throttle;
    this.entered = entered;
    fd = Descriptors.open(file.toString(), flags | Linux.O_CLOEXEC());
    if (fd < 0) {
      throw new IllegalArgumentException("opening " + file + ": " + Errno.name(-fd));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public MigrationFlags flags() {
    return new MigrationFlags(
        reinits.isNone() ? WITHOUT_PRECOPY : WITHOUT_PRECOPY | MigrationFlags.PRE_COPY);
  }

  @Override
  public boolean reportsReinit() {
    return !reinits.isNone();
  }

  @Override
  public DeviceState state() {
    return state;
  }

  @Override
  public void setState(DeviceState target) throws VfioException {
    if (state == DeviceState.RESUMING && target == DeviceState.STOP && position != length) {
      throw new VfioException(
          name, "it was given %d of %d bytes".formatted(position, length), Linux.EINVAL());
    }
    if (target == DeviceState.RESUMING || (target.isSaving() && !state.isSaving())) {
      position = 0;
      reinits.start(System.nanoTime());
      throttle.start();
    }
    state = target;
    entered.accept(target);
  }

  @Override
  public int read(MemorySegment buffer, long offset, int most) throws VfioException {
    long end = state == DeviceState.STOP_COPY ? length : reinits.initialEnd(length);
    if (position == end) {
      return state == DeviceState.STOP_COPY ? END_OF_STREAM : NOTHING_NOW;
    }
    long bytes = Math.min(most, Math.min(end - position, leftOfPass()));
    long read = Libc.pread(fd, buffer, offset, bytes, fileOffset());
    if (read <= 0) {
      throw new VfioException(name, "read", (int) -read);
    }
    position += read;
    return (int) read;
  }

  @Override
  public int write(MemorySegment buffer, long offset, int bytes) throws VfioException {
    if (bytes > length - position) {
      throw new VfioException(name, "it is given more than its " + length + " bytes", 0);
    }
    long written = Libc.pwrite(fd, buffer, offset, Math.min(bytes, leftOfPass()), fileOffset());
    if (written <= 0) {
      throw new VfioException(name, "write", (int) -written);
    }
    position += written;
    throttle.pass(written);
    return (int) written;
  }

  private long leftOfPass() {
    return partBytes - position % partBytes;
  }

  private long fileOffset() {
    return begin + position % partBytes;
  }

  @Override
  public void precopyInfo(PrecopyInfo info) throws VfioException {
    if (reinits.isNone()) {
      throw new VfioException(name, "it has no precopy", Linux.EINVAL());
    }
    boolean again = state == DeviceState.PRE_COPY && reinits.take(System.nanoTime());
    reinit |= again;
    info.set(reinits.initialEnd(length) - position, 0, again);
  }

  @Override
  public boolean takeReinit() {
    boolean taken = reinit;
    reinit = false;
    return taken;
  }

  @Override
  public long stopCopyBytes() {
    return reinits.isOver() ? length - position : RESTLESS_BYTES;
  }

  @Override
  public void reset() {
    position = 0;
    state = DeviceState.RUNNING;
  }

  @Override
  public void close() {
    int ignored = Libc.close(fd);
  }
}
