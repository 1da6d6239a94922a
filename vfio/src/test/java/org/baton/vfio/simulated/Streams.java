package org.baton.vfio.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import org.baton.vfio.DeviceState;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.PrecopyInfo;
import org.baton.vfio.VfioException;

/** What most tests do with a simulated device. */
final class Streams {
  /** A device whose whole stream is a few records. */
  static final String SMALL = "name=small,initialBytes=200,stopCopyBytes=300";

  private Streams() {}

  static SimulatedDevice open(String keysAndValues) throws VfioException {
    return SimulatedDeviceSpec.parse(keysAndValues).open(new VirtualTime());
  }

  static void go(MigratableDevice device, DeviceState target) throws VfioException {
    device.setState(target, DeviceState.ERROR);
    assertThat(device.state()).isEqualTo(target);
  }

  static PrecopyInfo info(MigratableDevice device) throws VfioException {
    PrecopyInfo info = new PrecopyInfo();
    device.precopyInfo(info);
    return info;
  }

  /** Reads until there is nothing for now, or no more. */
  static byte[] drain(MigratableDevice device, int chunkBytes) throws VfioException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[chunkBytes];
    MemorySegment segment = MemorySegment.ofArray(chunk);
    int read = device.read(segment, 0, chunkBytes);
    while (read > 0) {
      bytes.write(chunk, 0, read);
      read = device.read(segment, 0, chunkBytes);
    }
    return bytes.toByteArray();
  }

  /** Reads once. */
  static byte[] read(MigratableDevice device, int length) throws VfioException {
    byte[] bytes = new byte[length];
    int read = device.read(MemorySegment.ofArray(bytes), 0, length);
    return java.util.Arrays.copyOf(bytes, Math.max(0, read));
  }

  /** Reads at most {@code length} bytes once, for the answer. */
  static int readAnswer(MigratableDevice device, int length) throws VfioException {
    return device.read(MemorySegment.ofArray(new byte[length]), 0, length);
  }

  /** Writes all of it. */
  static void load(MigratableDevice device, byte[] stream, int chunkBytes) throws VfioException {
    MemorySegment segment = MemorySegment.ofArray(stream);
    int done = 0;
    while (done < stream.length) {
      done += device.write(segment, done, Math.min(chunkBytes, stream.length - done));
    }
  }

  /** The whole stream of a device that is stopped for it. */
  static byte[] stopCopy(MigratableDevice device) throws VfioException {
    go(device, DeviceState.STOP_COPY);
    return drain(device, 1 << 16);
  }
}
