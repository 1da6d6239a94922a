package org.baton.lab;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.baton.vfio.DeviceState;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.MigrationFlags;
import org.baton.vfio.PrecopyInfo;
import org.baton.vfio.VfioException;

/**
 * A real device whose stream is changed on its way into Baton, so that only the driver can notice.
 */
final class TamperingDevice implements MigratableDevice {
  /** What is done to the stream. */
  enum Tampering {
    /** The first byte, which belongs to a magic number, is inverted. */
    FLIP_FIRST_BYTE,
    /** What is read after the stop is kept back. */
    DROP_STOP_COPY
  }

  private final MigratableDevice device;
  private final Tampering tampering;
  private boolean stopped;
  private boolean begun;

  TamperingDevice(MigratableDevice device, Tampering tampering) {
    this.device = device;
    this.tampering = tampering;
  }

  @Override
  public int read(MemorySegment buffer, long offset, int length) throws VfioException {
    int count = device.read(buffer, offset, length);
    while (tampering == Tampering.DROP_STOP_COPY && stopped && count > 0) {
      count = device.read(buffer, offset, length);
    }
    if (tampering == Tampering.FLIP_FIRST_BYTE && !begun && count > 0) {
      begun = true;
      byte first = buffer.get(ValueLayout.JAVA_BYTE, offset);
      buffer.set(ValueLayout.JAVA_BYTE, offset, (byte) ~first);
    }
    return count;
  }

  @Override
  public void setState(DeviceState target) throws VfioException {
    device.setState(target);
    stopped = target == DeviceState.STOP_COPY;
  }

  @Override
  public String name() {
    return device.name();
  }

  @Override
  public MigrationFlags flags() {
    return device.flags();
  }

  @Override
  public boolean reportsReinit() {
    return device.reportsReinit();
  }

  @Override
  public DeviceState state() throws VfioException {
    return device.state();
  }

  @Override
  public int write(MemorySegment buffer, long offset, int length) throws VfioException {
    return device.write(buffer, offset, length);
  }

  @Override
  public void precopyInfo(PrecopyInfo info) throws VfioException {
    device.precopyInfo(info);
  }

  @Override
  public boolean takeReinit() {
    return device.takeReinit();
  }

  @Override
  public long stopCopyBytes() throws VfioException {
    return device.stopCopyBytes();
  }

  @Override
  public void reset() throws VfioException {
    device.reset();
  }

  @Override
  public void close() {
    device.close();
  }
}
