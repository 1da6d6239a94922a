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
 * <p>It has no precopy: all of it moves while the guest stands still.
 */
final class MemfdDevice implements MigratableDevice {
  private static final MigrationFlags FLAGS =
      new MigrationFlags(MigrationFlags.STOP_COPY | MigrationFlags.P2P);

  private final String name;
  private final int fd;
  private final long begin;
  private final long length;
  private final Consumer<DeviceState> entered;

  private DeviceState state = DeviceState.RUNNING;
  private long position;

  /**
   * Opens a part of a file.
   *
   * @param begin where in the file the device's state begins
   * @param length how long it is, in bytes
   * @param flags {@code O_RDONLY} for one that is saved, {@code O_WRONLY} for one that is loaded
   * @param entered hears of each state that the device has come to, on the device's thread
   */
  MemfdDevice(
      String name, Path file, long begin, long length, int flags, Consumer<DeviceState> entered) {
    this.name = name;
    this.begin = begin;
    this.length = length;
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
    return FLAGS;
  }

  @Override
  public boolean reportsReinit() {
    return false;
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
    if (target == DeviceState.STOP_COPY || target == DeviceState.RESUMING) {
      position = 0;
    }
    state = target;
    entered.accept(target);
  }

  @Override
  public int read(MemorySegment buffer, long offset, int most) throws VfioException {
    if (position == length) {
      return END_OF_STREAM;
    }
    long read = Libc.pread(fd, buffer, offset, Math.min(most, length - position), begin + position);
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
    long written = Libc.pwrite(fd, buffer, offset, bytes, begin + position);
    if (written <= 0) {
      throw new VfioException(name, "write", (int) -written);
    }
    position += written;
    return (int) written;
  }

  @Override
  public void precopyInfo(PrecopyInfo info) throws VfioException {
    throw new VfioException(name, "it has no precopy", Linux.EINVAL());
  }

  @Override
  public boolean takeReinit() {
    return false;
  }

  @Override
  public long stopCopyBytes() {
    return length;
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
