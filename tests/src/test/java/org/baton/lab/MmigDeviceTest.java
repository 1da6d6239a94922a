package org.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.baton.vfio.DeviceState;
import org.baton.vfio.DeviceStateTable;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.PrecopyInfo;
import org.baton.vfio.VfioException;
import org.baton.vfio.kernel.DirtyLog;
import org.baton.vfio.kernel.DmaRange;
import org.baton.vfio.kernel.KernelDevice;
import org.baton.vfio.kernel.OpenPath;
import org.baton.vfio.kernel.Regions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A kernel device against a driver that has all of the uAPI, and breaks it on request. */
@Tag("reinit")
class MmigDeviceTest {
  private static final int BUFFER_BYTES = 64 << 10;

  private final MemorySegment buffer = Arena.ofAuto().allocate(BUFFER_BYTES, 8);
  private final PrecopyInfo info = new PrecopyInfo();
  private final MmigDevice sysfs = MmigDevice.fresh("mmig", 0);

  private KernelDevice open() throws VfioException {
    return sysfs.open("dev0", OpenPath.CDEV);
  }

  @ParameterizedTest
  @CsvSource({
    "mmig,STOP_COPY|P2P|PRE_COPY,true",
    "mmig-nop2p,STOP_COPY|PRE_COPY,true",
    "mmig-noprecopy,STOP_COPY|P2P,false",
    "mmig-stopcopy,STOP_COPY,false"
  })
  void everyLegalRequestArrives(String kind, String flags, boolean reportsReinit)
      throws VfioException {
    MmigDevice saved = MmigDevice.fresh(kind, 1);
    byte[] stream = streamOf(saved);
    MmigDevice device = MmigDevice.fresh(kind, 0);
    for (OpenPath path : List.of(OpenPath.GROUP, OpenPath.CDEV)) {
      try (KernelDevice open = device.open("dev0", path)) {
        assertThat(open.flags()).hasToString(flags);
        assertThat(open.reportsReinit()).isEqualTo(reportsReinit);
        for (DeviceState from : DeviceState.values()) {
          for (DeviceState to : DeviceState.values()) {
            if (DeviceStateTable.isLegal(open.flags(), from, to)) {
              open.reset();
              open.setState(from, DeviceState.ERROR);
              if (from == DeviceState.RESUMING && to != from) {
                load(open, stream);
              }
              open.setState(to, DeviceState.ERROR);
              assertThat(device.state()).isEqualTo(to.name());
            }
          }
        }
      }
    }
  }

  @Test
  void reinitIsSaidOnceAndMakesInitialDataOfAllThatIsUnread() throws VfioException {
    sysfs.set("initial_bytes", 4096).set("reinit_bytes", 8192).set("dirty_rate", 1 << 20);
    try (KernelDevice device = open()) {
      device.setState(DeviceState.PRE_COPY);
      device.precopyInfo(info);
      assertThat(info.reinit()).isFalse();
      assertThat(info.initialBytes()).isEqualTo(4096);
      assertThat(drain(device)).isGreaterThanOrEqualTo(4096);

      sysfs.reinit();
      // Who does not ask sees nothing.
      assertThat(device.read(buffer, 0, BUFFER_BYTES)).isEqualTo(MigratableDevice.NOTHING_NOW);
      device.precopyInfo(info);
      assertThat(info.reinit()).isTrue();
      assertThat(info.initialBytes()).isGreaterThanOrEqualTo(8192);
      assertThat(info.dirtyBytes()).isZero();
      device.precopyInfo(info);
      assertThat(info.reinit()).isFalse();
      assertThat(device.takeReinit()).isTrue();
      assertThat(device.takeReinit()).isFalse();
      assertThat(sysfs.reinits()).isOne();
    }
  }

  /** As mlx5: a suspended device says nothing. */
  @Test
  void nothingAppearsInP2p() throws VfioException {
    sysfs.set("dirty_rate", 1 << 20);
    try (KernelDevice device = open()) {
      device.setState(DeviceState.PRE_COPY);
      drain(device);
      device.setState(DeviceState.PRE_COPY_P2P);
      drain(device);
      sysfs.reinit();
      device.precopyInfo(info);
      assertThat(info.reinit()).isFalse();
      assertThat(info.initialBytes()).isZero();
      device.setState(DeviceState.PRE_COPY);
      device.precopyInfo(info);
      assertThat(info.reinit()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void nothingForNowIsSaidInEitherWay(int emptyRead) throws VfioException {
    sysfs.set("empty_read", emptyRead).set("initial_bytes", 64);
    try (KernelDevice device = open()) {
      device.setState(DeviceState.PRE_COPY);
      assertThat(device.read(buffer, 0, BUFFER_BYTES)).isEqualTo(64);
      assertThat(device.read(buffer, 0, BUFFER_BYTES)).isEqualTo(MigratableDevice.NOTHING_NOW);
      device.setState(DeviceState.STOP_COPY);
      drain(device);
      assertThat(device.read(buffer, 0, BUFFER_BYTES)).isEqualTo(MigratableDevice.END_OF_STREAM);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5:EIO", "12:ENOMEM", "14:EFAULT", "19:ENODEV", "110:ETIMEDOUT"})
  void everyErrnoArrivesByName(String errno) throws VfioException {
    String number = errno.substring(0, errno.indexOf(':'));
    String name = errno.substring(errno.indexOf(':') + 1);
    try (KernelDevice device = open()) {
      sysfs.set("fault", "info 1 error " + number).set("fault", "size 1 error " + number);
      sysfs.set("fault", "read 2 error " + number).set("fault", "state 3 error " + number);
      device.setState(DeviceState.PRE_COPY);
      assertThatThrownBy(() -> device.precopyInfo(info)).hasMessageContaining(name);
      assertThatThrownBy(device::stopCopyBytes).hasMessageContaining(name);
      assertThat(device.read(buffer, 0, 4096)).isEqualTo(4096);
      assertThatThrownBy(() -> device.read(buffer, 0, 4096)).hasMessageContaining(name);
      assertThatThrownBy(() -> device.setState(DeviceState.STOP_COPY)).hasMessageContaining(name);
      assertThat(device.state()).isEqualTo(DeviceState.PRE_COPY_P2P);
      assertThat(sysfs.get("fault")).isEmpty();
    }
  }

  @Test
  void deviceThatLandsInErrorIsBroughtBackByAReset() throws VfioException {
    sysfs.set("fault", "state 3 broken");
    try (KernelDevice device = open()) {
      device.setState(DeviceState.PRE_COPY);
      assertThatThrownBy(() -> device.setState(DeviceState.STOP_COPY)).hasMessageContaining("EIO");
      assertThat(device.state()).isEqualTo(DeviceState.ERROR);
      device.reset();
      assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
    }
  }

  @Test
  void changedByteIsRefused() throws VfioException {
    byte[] stream = streamOf(sysfs);
    MmigDevice target = MmigDevice.fresh("mmig", 1);
    try (KernelDevice device = target.open("dev0", OpenPath.CDEV)) {
      for (int at : new int[] {0, 40, 100, stream.length / 2, stream.length - 1}) {
        byte[] changed = stream.clone();
        changed[at] ^= 0x10;
        device.reset();
        device.setState(DeviceState.RESUMING);
        assertThatThrownBy(
                () -> {
                  load(device, changed);
                  device.setState(DeviceState.RUNNING);
                })
            .as("byte %d", at)
            .isInstanceOf(VfioException.class)
            .hasMessageContaining(at == 0 ? "EFAULT" : "EINVAL");
        assertThat(target.content()).isZero();
      }
      device.reset();
      device.setState(DeviceState.RESUMING);
      load(device, stream);
      device.setState(DeviceState.RUNNING);
    }
  }

  /** What a killed process leaves: it closes its files, and nobody changes any state. */
  @ParameterizedTest
  @CsvSource({
    "PRE_COPY,RUNNING,c0ffee",
    "PRE_COPY_P2P,RUNNING,c0ffee",
    "STOP_COPY,STOP,c0ffee",
    "STOP,STOP,c0ffee",
    "RESUMING,STOP,0"
  })
  void closeEndsTheSessionAndKeepsWhatIsWhole(DeviceState state, String after, String content)
      throws VfioException {
    try (KernelDevice device = open()) {
      sysfs.content(0xc0ffee);
      device.setState(state, DeviceState.ERROR);
    }
    assertThat(sysfs.get("content")).isEqualTo(content);
    assertThat(sysfs.state()).isEqualTo(after);
  }

  /** A page is logged even if writing fails; here there is nowhere to write to. */
  @Test
  void whatIsWrittenByDmaIsInTheLogOnce() throws VfioException {
    long length = 1 << 20;
    try (KernelDevice device = open()) {
      DirtyLog log = device.dirtyLog();
      assertThat(log.start(4096, List.of(new DmaRange(0, length)))).isEqualTo(4096);
      for (String write : List.of("3000 64 165", "5ff0 32 165", "200000 64 165")) {
        assertThatThrownBy(() -> sysfs.set("dma", write)).isInstanceOf(UncheckedIOException.class);
      }
      MemorySegment bitmap = Arena.ofAuto().allocate(DirtyLog.bitmapBytes(length, 4096), 8);
      log.report(0, length, 4096, bitmap);
      assertThat(bitmap.get(ValueLayout.JAVA_LONG, 0)).isEqualTo(1 << 3 | 1 << 5 | 1 << 6);
      bitmap.fill((byte) 0);
      log.report(0, length, 4096, bitmap);
      assertThat(bitmap.get(ValueLayout.JAVA_LONG, 0)).isZero();
      log.stop();
    }
  }

  @Test
  void userOptsInToReinitUntilTheLastClose() throws VfioException {
    assertThat(sysfs.count("precopy_info_v2")).isZero();
    try (KernelDevice device = open()) {
      assertThat(device.reportsReinit()).isTrue();
      assertThat(sysfs.count("precopy_info_v2")).isOne();
    }
    assertThat(sysfs.count("precopy_info_v2")).isZero();
  }

  @Test
  void guestReachesItsRegisters() throws VfioException {
    try (KernelDevice device = open()) {
      device.regions().region(Regions.PCI_BAR0).writeInt(8, 0x89abcdef);
      device.regions().region(Regions.PCI_BAR0).writeInt(12, 0x01234567);
      assertThat(sysfs.content()).isEqualTo(0x0123456789abcdefL);
      assertThat(device.regions().region(Regions.PCI_CONFIG).readInt(0)).isEqualTo(0x10f01af4);
      assertThat(device.regions().region(Regions.PCI_BAR0).readInt(0)).isEqualTo(0x47494d4d);
    }
  }

  /** All of it, until there is nothing for now. */
  private long drain(KernelDevice device) throws VfioException {
    long sum = 0;
    for (int count = device.read(buffer, 0, BUFFER_BYTES);
        count > 0;
        count = device.read(buffer, 0, BUFFER_BYTES)) {
      sum += count;
    }
    return sum;
  }

  private void load(KernelDevice device, byte[] stream) throws VfioException {
    for (int at = 0; at < stream.length; ) {
      int length = Math.min(BUFFER_BYTES, stream.length - at);
      MemorySegment.copy(stream, at, buffer, ValueLayout.JAVA_BYTE, 0, length);
      int taken = device.write(buffer, 0, length);
      at += taken;
    }
  }

  private byte[] streamOf(MmigDevice sysfs) throws VfioException {
    List<byte[]> pieces = new ArrayList<>();
    sysfs.set("initial_bytes", 4096).set("stop_copy_bytes", 150_000);
    try (KernelDevice device = sysfs.open("saved", OpenPath.CDEV)) {
      device.setState(DeviceState.STOP_COPY, DeviceState.ERROR);
      for (int count = device.read(buffer, 0, BUFFER_BYTES);
          count > 0;
          count = device.read(buffer, 0, BUFFER_BYTES)) {
        pieces.add(buffer.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE));
      }
    }
    byte[] all = new byte[pieces.stream().mapToInt(piece -> piece.length).sum()];
    int at = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }
}
