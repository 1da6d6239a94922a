package org.baton.vfio.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.vfio_region_info;
import org.baton.vfio.VfioException;

/**
 * One region of a device, {@code struct vfio_region_info}: a BAR or the configuration space.
 *
 * <p>Reads and writes go through the driver, at the device fd. A driver may split an access into
 * aligned ones of 8, 4, 2 and 1 bytes. One thread at a time.
 */
public final class Region {
  private final String device;
  private final KernelCalls calls;
  private final DeviceFd fd;
  private final int index;
  private final int flags;
  private final long size;
  private final long position;
  private final MemorySegment scratch = Arena.ofAuto().allocate(Integer.BYTES, Integer.BYTES);

  Region(String device, KernelCalls calls, DeviceFd fd, int index, MemorySegment info) {
    this.device = device;
    this.calls = calls;
    this.fd = fd;
    this.index = index;
    this.flags = vfio_region_info.flags(info);
    this.size = vfio_region_info.size(info);
    this.position = vfio_region_info.offset(info);
  }

  /** The region's index. */
  public int index() {
    return index;
  }

  /** Bytes; 0 if the device does not have this region. */
  public long size() {
    return size;
  }

  /** Whether it can be read through the driver. */
  public boolean isReadable() {
    return (flags & Linux.VFIO_REGION_INFO_FLAG_READ()) != 0;
  }

  /** Whether it can be written through the driver. */
  public boolean isWritable() {
    return (flags & Linux.VFIO_REGION_INFO_FLAG_WRITE()) != 0;
  }

  /**
   * Reads a part of the region.
   *
   * @param offset where in the region to begin
   * @param buffer native memory, filled from its beginning to its end
   * @throws IndexOutOfBoundsException if that is not within the region
   * @throws VfioException if the driver refuses or gives less
   */
  public void read(long offset, MemorySegment buffer) throws VfioException {
    long length = buffer.byteSize();
    Objects.checkFromIndexSize(offset, length, size);
    for (long done = 0; done < length; ) {
      long at = position + offset + done;
      done += checked("read", offset, calls.pread(fd.fd(), buffer, done, length - done, at));
    }
  }

  /**
   * Writes a part of the region.
   *
   * @param offset where in the region to begin
   * @param buffer native memory, taken from its beginning to its end
   * @throws IndexOutOfBoundsException if that is not within the region
   * @throws VfioException if the driver refuses or takes less
   */
  public void write(long offset, MemorySegment buffer) throws VfioException {
    long length = buffer.byteSize();
    Objects.checkFromIndexSize(offset, length, size);
    for (long done = 0; done < length; ) {
      long at = position + offset + done;
      done += checked("write", offset, calls.pwrite(fd.fd(), buffer, done, length - done, at));
    }
  }

  /**
   * Reads one byte, unsigned.
   *
   * @param offset where in the region
   * @throws VfioException if the driver refuses
   */
  public int readByte(long offset) throws VfioException {
    MemorySegment one = scratch.asSlice(0, Byte.BYTES);
    read(offset, one);
    return Byte.toUnsignedInt(one.get(ValueLayout.JAVA_BYTE, 0));
  }

  /**
   * Writes one byte.
   *
   * @param offset where in the region
   * @param value its lowest eight bits are written
   * @throws VfioException if the driver refuses
   */
  public void writeByte(long offset, int value) throws VfioException {
    MemorySegment one = scratch.asSlice(0, Byte.BYTES);
    one.set(ValueLayout.JAVA_BYTE, 0, (byte) value);
    write(offset, one);
  }

  /**
   * Reads four bytes, in the machine's order.
   *
   * @param offset where in the region
   * @throws VfioException if the driver refuses
   */
  public int readInt(long offset) throws VfioException {
    read(offset, scratch);
    return scratch.get(ValueLayout.JAVA_INT, 0);
  }

  /**
   * Writes four bytes, in the machine's order.
   *
   * @param offset where in the region
   * @param value what to write
   * @throws VfioException if the driver refuses
   */
  public void writeInt(long offset, int value) throws VfioException {
    scratch.set(ValueLayout.JAVA_INT, 0, value);
    write(offset, scratch);
  }

  private long checked(String what, long offset, long result) throws VfioException {
    if (result > 0) {
      return result;
    }
    String request = what + " at offset " + offset + " of region " + index;
    if (result == 0) {
      throw new VfioException(device, request + " stopped short: the driver moved no byte", 0);
    }
    throw Refusal.of(device, request, result, "");
  }

  @Override
  public String toString() {
    return "region " + index + " of " + size + " bytes";
  }
}
