package org.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.baton.vfio.DeviceCandidate;
import org.baton.vfio.DeviceSpecs;
import org.baton.vfio.DeviceState;
import org.baton.vfio.DeviceStateTable;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.PrecopyInfo;
import org.baton.vfio.VfioDevices;
import org.baton.vfio.VfioException;
import org.baton.vfio.kernel.DirtyLog;
import org.baton.vfio.kernel.DmaRange;
import org.baton.vfio.kernel.KernelDevice;
import org.baton.vfio.kernel.KernelDevices;
import org.baton.vfio.kernel.OpenPath;
import org.baton.vfio.kernel.Region;
import org.baton.vfio.kernel.Regions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A kernel device against a driver that nobody here wrote: Linux's sample mdev, a serial card. */
@Tag("mtty")
class MttyDeviceTest {
  private static final int HEADER_BYTES = 24;
  private static final int STREAM_BYTES = 96;
  private static final int SCRATCH_REGISTER = 7;

  private final List<String> uuids = Lab.devices("mtty");
  private final MemorySegment buffer = Arena.ofAuto().allocate(4096, 8);
  private final PrecopyInfo info = new PrecopyInfo();
  private long fdsBefore;

  @BeforeEach
  void countFds() throws IOException {
    fdsBefore = fds();
  }

  @AfterEach
  void noFdIsLeftBehind() throws IOException {
    assertThat(fds()).isEqualTo(fdsBefore);
  }

  @Test
  void sysfsShowsTheDevicesAsOpenable() throws VfioException {
    List<DeviceCandidate> found = VfioDevices.list();
    assertThat(found).map(DeviceCandidate::address).containsAll(uuids);
    for (String uuid : uuids) {
      DeviceCandidate candidate = VfioDevices.find(uuid);
      assertThat(candidate.groupMissing()).isEmpty();
      assertThat(candidate.cdevMissing()).isEmpty();
      assertThat(candidate.cdevNode()).isEqualTo(Lab.cdev(uuid).toString());
      assertThat(candidate.groupNode()).isEqualTo(Lab.group(uuid).toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void opensByEitherPath(OpenPath path) throws VfioException {
    try (KernelDevice device = KernelDevices.open("tty", uuids.get(0), path)) {
      assertThat(device.flags()).hasToString("STOP_COPY|P2P|PRE_COPY");
      assertThat(device.reportsReinit()).isTrue();
      assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
      assertThat(device.stopCopyBytes()).isEqualTo(STREAM_BYTES);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GROUP", "CDEV"})
  void stateMovesFromDeviceToDevice(OpenPath path) throws VfioException {
    try (KernelDevice source = KernelDevices.open("source", uuids.get(0), path);
        KernelDevice destination = KernelDevices.open("destination", uuids.get(1), path)) {
      scratch(source).writeByte(SCRATCH_REGISTER, 0xa5);
      scratch(destination).writeByte(SCRATCH_REGISTER, 0);
      source.setState(DeviceState.PRE_COPY, DeviceState.RUNNING);
      source.precopyInfo(info);
      assertThat(info.initialBytes()).isEqualTo(HEADER_BYTES);
      assertThat(info.dirtyBytes()).isZero();
      assertThat(info.reinit()).isFalse();
      assertThat(source.read(buffer, 0, 10)).isEqualTo(10);
      source.precopyInfo(info);
      assertThat(info.initialBytes()).isEqualTo(HEADER_BYTES - 10);
      assertThat(source.read(buffer, 10, 4000)).isEqualTo(HEADER_BYTES - 10);
      assertThat(source.read(buffer, HEADER_BYTES, 4000)).isEqualTo(MigratableDevice.NOTHING_NOW);
      source.setState(DeviceState.PRE_COPY_P2P, DeviceState.RUNNING);
      assertThat(source.read(buffer, HEADER_BYTES, 4000)).isEqualTo(MigratableDevice.NOTHING_NOW);
      source.setState(DeviceState.STOP_COPY, DeviceState.RUNNING);
      assertThat(source.read(buffer, HEADER_BYTES, 4000)).isEqualTo(STREAM_BYTES - HEADER_BYTES);
      assertThat(source.read(buffer, 0, 1)).isEqualTo(MigratableDevice.END_OF_STREAM);
      destination.setState(DeviceState.RESUMING, DeviceState.ERROR);
      for (int at = 0; at < STREAM_BYTES; ) {
        at += destination.write(buffer, at, Math.min(40, STREAM_BYTES - at));
      }
      destination.setState(DeviceState.RUNNING_P2P, DeviceState.ERROR);
      destination.setState(DeviceState.RUNNING, DeviceState.ERROR);
      assertThat(scratch(destination).readByte(SCRATCH_REGISTER)).isEqualTo(0xa5);
      source.setState(DeviceState.STOP, DeviceState.ERROR);
      source.setState(DeviceState.RUNNING, DeviceState.ERROR);
    }
  }

  @Test
  void everyLegalRequestArrivesInTheRealKernelToo() throws VfioException {
    try (KernelDevice device = KernelDevices.open("tty", uuids.get(0), OpenPath.AUTO)) {
      for (DeviceState from : DeviceState.values()) {
        for (DeviceState to : DeviceState.values()) {
          if (DeviceStateTable.isLegal(device.flags(), from, to)) {
            reach(device, from);
            if (from == DeviceState.RESUMING && to != DeviceState.RESUMING) {
              assertThat(device.write(full(), 0, STREAM_BYTES)).isEqualTo(STREAM_BYTES);
            }
            device.setState(to, DeviceState.ERROR);
            assertThat(device.state()).isEqualTo(to);
          } else if (from != DeviceState.ERROR) {
            reach(device, from);
            assertThatThrownBy(() -> device.setState(to, DeviceState.RUNNING))
                .isInstanceOf(VfioException.class)
                .hasMessageContaining("EINVAL");
          }
        }
      }
    }
  }

  @Test
  void shortStreamIsRejectedWhenTheDeviceLeavesResuming() throws VfioException {
    try (KernelDevice device = KernelDevices.open("tty", uuids.get(0), OpenPath.AUTO)) {
      MemorySegment stream = full();
      reach(device, DeviceState.RESUMING);
      device.write(stream, 0, 50);
      VfioException refusal =
          catchThrowableOfType(
              VfioException.class,
              () -> device.setState(DeviceState.RUNNING, DeviceState.RESUMING));
      assertThat(refusal).hasMessageContaining("EINVAL").hasMessageEndingWith("is in RESUMING now");
      assertThat(device.write(stream, 50, 46)).isEqualTo(46);
      device.setState(DeviceState.RUNNING, DeviceState.ERROR);
      reach(device, DeviceState.RESUMING);
      refusal =
          catchThrowableOfType(
              VfioException.class, () -> device.setState(DeviceState.RUNNING, DeviceState.STOP));
      assertThat(refusal).hasMessageEndingWith("was reset and is RUNNING now, without a session");
      assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
    }
  }

  @Test
  void badStreamIsRefusedByName() throws VfioException {
    try (KernelDevice device = KernelDevices.open("tty", uuids.get(0), OpenPath.AUTO)) {
      reach(device, DeviceState.RESUMING);
      MemorySegment garbage = Arena.ofAuto().allocate(4096);
      assertThatThrownBy(() -> device.write(garbage, 0, 4096))
          .isInstanceOf(VfioException.class)
          .hasMessageContaining("ENOMEM");
      assertThatThrownBy(() -> device.write(garbage, 0, HEADER_BYTES))
          .isInstanceOf(VfioException.class)
          .hasMessageContaining("EFAULT")
          .hasMessageContaining("same device model");
      device.reset();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GROUP", "CDEV"})
  void deviceLeftInASessionIsTakenOverRunning(OpenPath path) throws VfioException {
    for (DeviceState left : DeviceState.values()) {
      if (left != DeviceState.ERROR) {
        try (KernelDevice device = KernelDevices.open("tty", uuids.get(0), path)) {
          assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
          device.setState(left, DeviceState.ERROR);
        }
      }
    }
    KernelDevices.open("tty", uuids.get(0), path).close();
  }

  @ParameterizedTest
  @EnumSource(names = {"GROUP", "CDEV"})
  void deviceThatIsHeldIsRefused(OpenPath path) throws VfioException {
    try (KernelDevice device = KernelDevices.open("first", uuids.get(0), path)) {
      for (OpenPath second : List.of(OpenPath.GROUP, OpenPath.CDEV)) {
        VfioException refusal =
            catchThrowableOfType(
                VfioException.class, () -> KernelDevices.open("second", uuids.get(0), second));
        assertThat(refusal).hasMessageContaining("is held by another process");
      }
      assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
    }
  }

  @Test
  void unboundCdevIsNoDeviceToTakeOver() throws IOException {
    int fd = org.baton.bindings.sys.Descriptors.open(Lab.cdev(uuids.get(0)).toString(), 2);
    assertThatThrownBy(() -> DeviceSpecs.parse("fd:" + fd).open())
        .isInstanceOf(VfioException.class)
        .hasMessageContaining("EINVAL")
        .hasMessageContaining("bound to its iommufd");
    assertThat(org.baton.bindings.sys.Libc.close(fd)).isZero();
  }

  @Test
  void stubOfADirtyLogAnswers() throws VfioException {
    try (KernelDevice device = KernelDevices.open("tty", uuids.get(0), OpenPath.AUTO)) {
      DirtyLog log = device.dirtyLog();
      assertThat(log.isAvailable()).isTrue();
      assertThat(log.start(4096, List.of(new DmaRange(0, 1 << 20)))).isEqualTo(4096);
      MemorySegment bitmap = Arena.ofAuto().allocate(DirtyLog.bitmapBytes(1 << 20, 4096), 8);
      log.report(0, 1 << 20, 4096, bitmap);
      assertThat(bitmap.mismatch(Arena.ofAuto().allocate(bitmap.byteSize()))).isEqualTo(-1);
      log.stop();
      assertThatThrownBy(
              () -> log.start(4096, List.of(new DmaRange(0, 8192), new DmaRange(4096, 4096))))
          .isInstanceOf(VfioException.class)
          .hasMessageContaining("EINVAL");
      List<DmaRange> many =
          java.util.stream.IntStream.range(0, 257)
              .mapToObj(i -> new DmaRange(i * 8192L, 4096))
              .toList();
      assertThatThrownBy(() -> log.start(4096, many))
          .isInstanceOf(VfioException.class)
          .hasMessageContaining("E2BIG");
    }
  }

  @Test
  void regionsAreThoseOfAPciSerialCard() throws VfioException {
    try (KernelDevice device = KernelDevices.open("tty", uuids.get(0), OpenPath.AUTO)) {
      Regions regions = device.regions();
      assertThat(regions.count()).isGreaterThan(Regions.PCI_CONFIG);
      assertThat(regions.region(Regions.PCI_CONFIG).readInt(0)).isEqualTo(0x32534348);
      assertThat(regions.region(Regions.PCI_BAR0).isWritable()).isTrue();
    }
  }

  private void reach(KernelDevice device, DeviceState state) throws VfioException {
    device.reset();
    device.setState(state, DeviceState.ERROR);
  }

  /** A stream that mtty accepts: its own. */
  private MemorySegment full() throws VfioException {
    MemorySegment stream = Arena.ofAuto().allocate(STREAM_BYTES, 8);
    try (KernelDevice device = KernelDevices.open("model", uuids.get(2), OpenPath.AUTO)) {
      device.setState(DeviceState.STOP_COPY, DeviceState.ERROR);
      for (int at = 0; at < STREAM_BYTES; ) {
        at += device.read(stream, at, STREAM_BYTES - at);
      }
    }
    return stream;
  }

  private static Region scratch(KernelDevice device) throws VfioException {
    return device.regions().region(Regions.PCI_BAR0);
  }

  private static long fds() throws IOException {
    try (var list = Files.list(Path.of("/proc/self/fd"))) {
      return list.count();
    }
  }
}
