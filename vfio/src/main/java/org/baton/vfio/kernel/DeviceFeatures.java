package org.baton.vfio.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.vfio_device_feature;
import org.baton.bindings.linux.vfio_device_feature_mig_data_size;
import org.baton.bindings.linux.vfio_device_feature_mig_state;
import org.baton.bindings.linux.vfio_device_feature_migration;
import org.baton.vfio.DeviceState;

/**
 * {@code VFIO_DEVICE_FEATURE}, with one struct that is used again for every request.
 *
 * <pre>
 *   0                   4                   8
 *  +-------------------+-------------------+-------------------------+
 *  |       argsz       |  feature | op     |  payload of the feature |
 *  +-------------------+-------------------+-------------------------+
 * </pre>
 *
 * <p>One thread at a time; nothing allocates. Results are values or negated errnos.
 */
final class DeviceFeatures {
  private static final long HEADER_BYTES = vfio_device_feature.sizeof();
  // The largest payload is DMA_LOGGING_REPORT's.
  private static final long PAYLOAD_BYTES = 32;

  private final KernelCalls calls;
  private final DeviceFd device;
  // A few bytes that live as long as the device: not worth a shared arena, whose close stops every
  // thread, and a confined one could not be closed by another thread.
  private final MemorySegment request =
      Arena.ofAuto().allocate(HEADER_BYTES + PAYLOAD_BYTES, Long.BYTES);
  private final MemorySegment payload = request.asSlice(HEADER_BYTES);

  DeviceFeatures(KernelCalls calls, DeviceFd device) {
    this.calls = calls;
    this.device = device;
  }

  /** The payload of the next request, and of the last answer. */
  MemorySegment payload() {
    return payload;
  }

  /** Reads a feature; 0 or the negated errno. */
  int get(int feature, long payloadBytes) {
    return request(feature | Linux.VFIO_DEVICE_FEATURE_GET(), payloadBytes);
  }

  /** Sets a feature to what the payload says; 0 or the negated errno. */
  int set(int feature, long payloadBytes) {
    return request(feature | Linux.VFIO_DEVICE_FEATURE_SET(), payloadBytes);
  }

  /** Asks whether a feature can be set; 0 or the negated errno. Changes nothing. */
  int probeSet(int feature) {
    int set = Linux.VFIO_DEVICE_FEATURE_SET();
    return request(feature | set | Linux.VFIO_DEVICE_FEATURE_PROBE(), 0);
  }

  /** {@code MIGRATION}: the flags, or the negated errno. */
  long migrationFlags() {
    int result = get(Linux.VFIO_DEVICE_FEATURE_MIGRATION(), vfio_device_feature_migration.sizeof());
    return result < 0 ? result : vfio_device_feature_migration.flags(payload) & Integer.MAX_VALUE;
  }

  /** {@code MIG_DATA_SIZE}: the bytes STOP_COPY would read, or the negated errno. */
  long stopCopyBytes() {
    int result =
        get(Linux.VFIO_DEVICE_FEATURE_MIG_DATA_SIZE(), vfio_device_feature_mig_data_size.sizeof());
    return result < 0 ? result : clamp(vfio_device_feature_mig_data_size.stop_copy_length(payload));
  }

  /** {@code MIG_DEVICE_STATE}: the number of the state, or the negated errno. */
  int state() {
    int result =
        get(Linux.VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE(), vfio_device_feature_mig_state.sizeof());
    return result < 0
        ? result
        : vfio_device_feature_mig_state.device_state(payload) & Integer.MAX_VALUE;
  }

  /** {@code MIG_DEVICE_STATE}: 0, or the negated errno. {@link #dataFd()} is valid after 0. */
  int setState(DeviceState target) {
    vfio_device_feature_mig_state.device_state(payload, target.number());
    vfio_device_feature_mig_state.data_fd(payload, -1);
    return set(
        Linux.VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE(), vfio_device_feature_mig_state.sizeof());
  }

  /** The data fd that came with the last {@link #setState}, or a negative number. */
  int dataFd() {
    return vfio_device_feature_mig_state.data_fd(payload);
  }

  /** An unsigned estimate of a driver as a long. They are not to be trusted, only not to break. */
  static long clamp(long unsigned) {
    return unsigned < 0 ? Long.MAX_VALUE : unsigned;
  }

  private int request(int flags, long payloadBytes) {
    vfio_device_feature.argsz(request, (int) (HEADER_BYTES + payloadBytes));
    vfio_device_feature.flags(request, flags);
    return calls.ioctl(device.fd(), Linux.VFIO_DEVICE_FEATURE(), request);
  }
}
