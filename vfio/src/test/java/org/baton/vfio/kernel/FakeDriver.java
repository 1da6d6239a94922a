package org.baton.vfio.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.vfio_device_feature;
import org.baton.bindings.linux.vfio_device_feature_dma_logging_control;
import org.baton.bindings.linux.vfio_device_feature_dma_logging_range;
import org.baton.bindings.linux.vfio_device_feature_dma_logging_report;
import org.baton.bindings.linux.vfio_device_feature_mig_data_size;
import org.baton.bindings.linux.vfio_device_feature_mig_state;
import org.baton.bindings.linux.vfio_device_feature_migration;
import org.baton.bindings.linux.vfio_device_info;
import org.baton.bindings.linux.vfio_precopy_info;
import org.baton.bindings.linux.vfio_region_info;
import org.baton.bindings.sys.Descriptors;
import org.baton.bindings.sys.Libc;
import org.baton.vfio.DeviceState;
import org.baton.vfio.DeviceStateTable;
import org.baton.vfio.MigrationFlags;

/** The driver behind {@link FakeKernel}: a state machine whose arcs can fail, and scripted data. */
final class FakeDriver {
  static final long REGION_POSITION = 1L << 40;
  static final int REGION_BYTES = 16;

  long flags = 7;
  DeviceState state = DeviceState.RUNNING;

  /** {@code FROM>TO} to the errno of that arc. */
  final Map<String, Integer> arcFailures = new HashMap<>();

  /** Whether an arc that fails leaves the device in ERROR instead of where it was. */
  boolean failsIntoError;

  /** Whether the next SET brings an fd against all rules, or none against all rules. */
  boolean strayFd;

  boolean withholdFd;

  /** A number to say instead of the state, or -1. */
  int stateAnswer = -1;

  /** Whether the reset leaves the device where it is. */
  boolean resetDoesNothing;

  int dataFd = -1;

  /** What reads and writes answer, one each: a number of bytes or a negated errno. */
  final Deque<Long> results = new ArrayDeque<>();

  /** Flags, initial bytes and dirty bytes of precopy info, one triple each. */
  final Deque<long[]> precopyInfos = new ArrayDeque<>();

  /** The flags that the last question for precopy info came with. */
  int flagsAsked = -1;

  boolean optedIn;
  long stopCopyBytes = 4096;

  final byte[] region = new byte[REGION_BYTES];
  int regionChunk = REGION_BYTES;
  final List<Long> loggedRanges = new ArrayList<>();

  static String featureName(MemorySegment request) {
    int flags = vfio_device_feature.flags(request);
    int feature = flags & Linux.VFIO_DEVICE_FEATURE_MASK();
    String op =
        (flags & Linux.VFIO_DEVICE_FEATURE_PROBE()) != 0
            ? " PROBE"
            : (flags & Linux.VFIO_DEVICE_FEATURE_SET()) != 0 ? " SET" : " GET";
    return switch (feature) {
      case 1 -> "MIGRATION" + op;
      case 2 -> "STATE" + op + (op.equals(" SET") ? " " + target(request) : "");
      case 6 -> "DMA_LOGGING_START" + op;
      case 7 -> "DMA_LOGGING_STOP" + op;
      case 8 -> "DMA_LOGGING_REPORT" + op;
      case 9 -> "DATA_SIZE" + op;
      case 12 -> "PRECOPY_INFOv2" + op;
      default -> throw new AssertionError("unknown feature " + feature);
    };
  }

  int feature(FakeKernel kernel, MemorySegment request) {
    String name = featureName(request);
    if (vfio_device_feature.argsz(request) < vfio_device_feature.sizeof() + payloadBytes(name)) {
      return -Linux.EINVAL();
    }
    MemorySegment payload = request.asSlice(vfio_device_feature.sizeof());
    if (name.startsWith("STATE SET ")) {
      return setState(kernel, target(request), payload);
    }
    switch (name) {
      case "MIGRATION GET" -> vfio_device_feature_migration.flags(payload, flags);
      case "STATE GET" -> {
        vfio_device_feature_mig_state.device_state(
            payload, stateAnswer < 0 ? state.number() : stateAnswer);
        vfio_device_feature_mig_state.data_fd(payload, -1);
      }
      case "DATA_SIZE GET" ->
          vfio_device_feature_mig_data_size.stop_copy_length(payload, stopCopyBytes);
      case "PRECOPY_INFOv2 SET" -> optedIn = true;
      case "DMA_LOGGING_START SET" -> startLog(payload);
      case "DMA_LOGGING_REPORT GET" -> report(payload);
      default -> {
        // PROBE and DMA_LOGGING_STOP answer nothing.
      }
    }
    return 0;
  }

  /** What the driver reads or writes behind the header. */
  private static long payloadBytes(String name) {
    return switch (name) {
      case "MIGRATION GET" -> vfio_device_feature_migration.sizeof();
      case "STATE GET" -> vfio_device_feature_mig_state.sizeof();
      case "DATA_SIZE GET" -> vfio_device_feature_mig_data_size.sizeof();
      case "DMA_LOGGING_START SET" -> vfio_device_feature_dma_logging_control.sizeof();
      case "DMA_LOGGING_REPORT GET" -> vfio_device_feature_dma_logging_report.sizeof();
      default -> name.startsWith("STATE SET ") ? vfio_device_feature_mig_state.sizeof() : 0;
    };
  }

  int reset() {
    if (!resetDoesNothing) {
      state = DeviceState.RUNNING;
      dataFd = -1;
    }
    return 0;
  }

  private static DeviceState target(MemorySegment request) {
    return DeviceState.of(vfio_device_feature_mig_state.device_state(request.asSlice(8)));
  }

  private int setState(FakeKernel kernel, DeviceState target, MemorySegment payload) {
    vfio_device_feature_mig_state.data_fd(payload, -1);
    MigrationFlags features = new MigrationFlags(flags);
    if (!DeviceStateTable.isLegal(features, state, target)) {
      return -Linux.EINVAL();
    }
    int newFd = -1;
    for (DeviceState next : DeviceStateTable.walk(features, state, target)) {
      int errno = arcFailures.getOrDefault(state + ">" + next, 0);
      if (errno != 0) {
        state = failsIntoError ? DeviceState.ERROR : state;
        return -errno;
      }
      if (!DeviceStateTable.keepsSession(state, next)) {
        boolean opens = DeviceStateTable.hasSession(next) && !withholdFd;
        dataFd = newFd = opens ? kernel.install("data") : -1;
      }
      state = next;
    }
    if (strayFd) {
      strayFd = false;
      newFd = kernel.install("data");
    }
    vfio_device_feature_mig_state.data_fd(payload, newFd);
    return 0;
  }

  int precopyInfo(int fd, MemorySegment info) {
    if (fd != dataFd) {
      return -Linux.ENODEV();
    }
    if (!state.isPrecopy() || vfio_precopy_info.argsz(info) < 24) {
      return -Linux.EINVAL();
    }
    long[] answer = precopyInfos.isEmpty() ? new long[] {0, 0, 0} : precopyInfos.remove();
    flagsAsked = vfio_precopy_info.flags(info);
    vfio_precopy_info.flags(info, flagsAsked | (int) answer[0]);
    vfio_precopy_info.initial_bytes(info, answer[1]);
    vfio_precopy_info.dirty_bytes(info, answer[2]);
    return 0;
  }

  long read(int fd, MemorySegment buffer) {
    long result = fd == dataFd ? results.isEmpty() ? 0 : results.remove() : -Linux.ENODEV();
    if (result > 0) {
      result = Math.min(result, buffer.byteSize());
      buffer.asSlice(0, result).fill((byte) 0x5a);
    }
    return result;
  }

  long write(int fd, MemorySegment buffer) {
    long result = fd == dataFd ? results.isEmpty() ? 0 : results.remove() : -Linux.ENODEV();
    return Math.min(result, buffer.byteSize());
  }

  int regions(int request, MemorySegment argument) {
    if (request == Linux.VFIO_DEVICE_GET_INFO()) {
      vfio_device_info.num_regions(argument, 9);
      return 0;
    }
    if (request == Linux.VFIO_DEVICE_GET_REGION_INFO()) {
      if (vfio_region_info.index(argument) >= 9) {
        return -Linux.EINVAL();
      }
      vfio_region_info.flags(argument, 3);
      vfio_region_info.size(argument, REGION_BYTES);
      vfio_region_info.offset(argument, REGION_POSITION);
      return 0;
    }
    return -Linux.ENOTTY();
  }

  long pread(MemorySegment buffer, long position) {
    int from = (int) (position - REGION_POSITION);
    int length = (int) Math.min(buffer.byteSize(), regionChunk);
    MemorySegment.copy(region, from, buffer, ValueLayout.JAVA_BYTE, 0, length);
    return length;
  }

  long pwrite(MemorySegment buffer, long position) {
    int to = (int) (position - REGION_POSITION);
    int length = (int) Math.min(buffer.byteSize(), regionChunk);
    MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, region, to, length);
    return length;
  }

  private void startLog(MemorySegment control) {
    int count = vfio_device_feature_dma_logging_control.num_ranges(control);
    loggedRanges.add((long) count);
    loggedRanges.add(vfio_device_feature_dma_logging_control.page_size(control));
    long rangeBytes = vfio_device_feature_dma_logging_range.sizeof();
    MemorySegment ranges =
        copyFromUser(vfio_device_feature_dma_logging_control.ranges(control), count * rangeBytes);
    for (int i = 0; i < count; i++) {
      MemorySegment range = ranges.asSlice(i * rangeBytes, rangeBytes);
      loggedRanges.add(vfio_device_feature_dma_logging_range.iova(range));
      loggedRanges.add(vfio_device_feature_dma_logging_range.length(range));
    }
    vfio_device_feature_dma_logging_control.page_size(control, 65536);
  }

  private void report(MemorySegment report) {
    loggedRanges.add(vfio_device_feature_dma_logging_report.iova(report));
    loggedRanges.add(vfio_device_feature_dma_logging_report.length(report));
    loggedRanges.add(vfio_device_feature_dma_logging_report.page_size(report));
    loggedRanges.add(vfio_device_feature_dma_logging_report.bitmap(report));
  }

  /** What is behind a bare address. A file carries it: only bindings may make segments of one. */
  private static MemorySegment copyFromUser(long address, long length) {
    int file = Descriptors.memfdCreate("user", 0);
    MemorySegment copy = Arena.ofAuto().allocate(length, Long.BYTES);
    long written = Libc.write(file, address, length);
    long read = Libc.pread(file, copy, 0, length, 0);
    Libc.close(file);
    if (written != length || read != length) {
      throw new AssertionError("cannot copy from user: wrote " + written + ", read " + read);
    }
    return copy;
  }
}
