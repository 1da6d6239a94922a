package org.baton.vfio.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.iommu_ioas_alloc;
import org.baton.bindings.linux.vfio_device_bind_iommufd;
import org.baton.bindings.linux.vfio_group_status;
import org.jspecify.annotations.Nullable;

/**
 * A VFIO that is not there: nodes, fds and one {@link FakeDriver}, with every call by name, every
 * open fd counted, and an errno at any call on demand.
 */
final class FakeKernel implements KernelCalls {
  static final int ADDRESS_SPACE = 77;

  final FakeDriver driver = new FakeDriver();

  /** The names of all calls so far, {@code close} left out. */
  final List<String> log = new ArrayList<>();

  boolean viable = true;
  int apiVersion = 0;
  final Set<Integer> extensions =
      new HashSet<>(Set.of(Linux.VFIO_TYPE1v2_IOMMU(), Linux.VFIO_NOIOMMU_IOMMU()));
  int iommuType;
  String boundAddress = "";

  private final Map<Integer, String> open = new HashMap<>();
  private final Map<String, Deque<Integer>> failures = new HashMap<>();
  private final Map<Integer, Integer> failuresByIndex = new HashMap<>();
  private int nextFd = 100;

  /** The calls with this name answer these errnos first, one each; 0 lets one through. */
  void fail(String call, int... errnos) {
    Deque<Integer> queue = failures.computeIfAbsent(call, key -> new ArrayDeque<>());
    Arrays.stream(errnos).forEach(queue::add);
  }

  /** The call with this index in {@link #log} answers an errno. */
  void failCall(int index, int errno) {
    failuresByIndex.put(index, errno);
  }

  /** An fd of the device, as a hypervisor would have it. */
  int handOver() {
    return install("device");
  }

  /** What is open, by kind. */
  List<String> openFds() {
    return open.values().stream().sorted().toList();
  }

  int install(String kind) {
    open.put(nextFd, kind);
    return nextFd++;
  }

  @Override
  public int open(String path) {
    int errno = enter("open " + path);
    return errno != 0 ? -errno : install(path);
  }

  @Override
  public int close(int fd) {
    @Nullable String kind = open.remove(fd);
    if (kind == null) {
      throw new AssertionError("close of fd " + fd + ", which is not open");
    }
    return 0;
  }

  @Override
  public int ioctl(int fd, int request, long argument) {
    String kind = kind(fd);
    if (request == Linux.VFIO_GET_API_VERSION()) {
      int errno = enter("VFIO_GET_API_VERSION");
      return errno != 0 ? -errno : apiVersion;
    }
    if (request == Linux.VFIO_CHECK_EXTENSION()) {
      int errno = enter("VFIO_CHECK_EXTENSION");
      return errno != 0 ? -errno : extensions.contains((int) argument) ? 1 : 0;
    }
    if (request == Linux.VFIO_SET_IOMMU()) {
      int errno = enter("VFIO_SET_IOMMU");
      iommuType = (int) argument;
      return -errno;
    }
    if (request == Linux.VFIO_DEVICE_RESET() && isDevice(kind)) {
      int errno = enter("VFIO_DEVICE_RESET");
      return errno != 0 ? -errno : driver.reset();
    }
    return -Linux.ENOTTY();
  }

  @Override
  public int ioctl(int fd, int request, MemorySegment argument) {
    String kind = kind(fd);
    if (kind.equals("closed")) {
      return -Linux.EBADF();
    }
    if (kind.equals("data")) {
      int errno = enter("PRECOPY_INFO");
      return errno != 0 ? -errno : driver.precopyInfo(fd, argument);
    }
    if (request == Linux.VFIO_DEVICE_FEATURE()) {
      String name = FakeDriver.featureName(argument);
      int errno = enter(name);
      return errno != 0 ? -errno : driver.feature(this, argument);
    }
    if (request == Linux.VFIO_GROUP_GET_STATUS()) {
      vfio_group_status.flags(argument, viable ? Linux.VFIO_GROUP_FLAGS_VIABLE() : 0);
      return -enter("VFIO_GROUP_GET_STATUS");
    }
    if (request == Linux.VFIO_GROUP_SET_CONTAINER()) {
      boolean container = kind(argument.get(ValueLayout.JAVA_INT, 0)).equals("/dev/vfio/vfio");
      int errno = enter("VFIO_GROUP_SET_CONTAINER");
      return errno != 0 ? -errno : container ? 0 : -Linux.EBADF();
    }
    if (request == Linux.VFIO_GROUP_GET_DEVICE_FD()) {
      boundAddress = argument.getString(0);
      int errno = enter("VFIO_GROUP_GET_DEVICE_FD");
      return errno != 0 ? -errno : install("device");
    }
    if (request == Linux.VFIO_DEVICE_BIND_IOMMUFD()) {
      boolean iommufd = kind(vfio_device_bind_iommufd.iommufd(argument)).equals("/dev/iommu");
      int errno = enter("VFIO_DEVICE_BIND_IOMMUFD");
      return errno != 0 ? -errno : iommufd ? 0 : -Linux.EBADF();
    }
    if (request == Linux.IOMMU_IOAS_ALLOC()) {
      iommu_ioas_alloc.out_ioas_id(argument, ADDRESS_SPACE);
      return -enter("IOMMU_IOAS_ALLOC");
    }
    if (request == Linux.VFIO_DEVICE_ATTACH_IOMMUFD_PT()) {
      int errno = enter("VFIO_DEVICE_ATTACH_IOMMUFD_PT");
      boolean known = argument.get(ValueLayout.JAVA_INT, 8) == ADDRESS_SPACE;
      return errno != 0 ? -errno : known ? 0 : -Linux.ENOENT();
    }
    return driver.regions(request, argument);
  }

  @Override
  public long read(int fd, MemorySegment buffer, long offset, long length) {
    int errno = enter("read");
    return errno != 0 ? -errno : driver.read(fd, buffer.asSlice(offset, length));
  }

  @Override
  public long write(int fd, MemorySegment buffer, long offset, long length) {
    int errno = enter("write");
    return errno != 0 ? -errno : driver.write(fd, buffer.asSlice(offset, length));
  }

  @Override
  public long pread(int fd, MemorySegment buffer, long offset, long length, long position) {
    int errno = enter("pread");
    return errno != 0 ? -errno : driver.pread(buffer.asSlice(offset, length), position);
  }

  @Override
  public long pwrite(int fd, MemorySegment buffer, long offset, long length, long position) {
    int errno = enter("pwrite");
    return errno != 0 ? -errno : driver.pwrite(buffer.asSlice(offset, length), position);
  }

  private String kind(int fd) {
    return open.getOrDefault(fd, "closed");
  }

  private static boolean isDevice(String kind) {
    return kind.equals("device") || kind.startsWith("/dev/vfio/devices/");
  }

  private int enter(String call) {
    log.add(call);
    @Nullable Integer byIndex = failuresByIndex.get(log.size() - 1);
    if (byIndex != null) {
      return byIndex;
    }
    @Nullable Deque<Integer> queue = failures.get(call);
    return queue == null || queue.isEmpty() ? 0 : queue.remove();
  }
}
