package org.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.baton.vfio.DeviceState;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.PrecopyInfo;
import org.baton.vfio.VfioException;
import org.baton.vfio.kernel.DirtyLog;
import org.baton.vfio.kernel.DmaRange;
import org.baton.vfio.kernel.KernelDevice;
import org.baton.vfio.kernel.OpenPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The module {@code mmig} does what its README says; the other tests rely on it. */
@Tag("reinit")
@Tag("mmig")
class MmigSettingsTest {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int PAGE_BYTES = 4096;

  /** What the guest has set up where a stream is loaded afterwards. */
  private static final long CONTENT = 0xc0ffee;

  private static final int EIO = 5;
  private static final int EAGAIN = 11;
  private static final int EFAULT = 14;

  private final MemorySegment buffer = Arena.ofAuto().allocate(BUFFER_BYTES, 8);
  private final PrecopyInfo info = new PrecopyInfo();
  private final MmigDevice sysfs = MmigDevice.fresh("mmig", 0);

  private KernelDevice open() throws VfioException {
    return sysfs.open("dev0", OpenPath.CDEV);
  }

  /** Reads cut records anywhere, and the limit is reached before and after each. */
  @ParameterizedTest
  @ValueSource(ints = {24, 100, 1000, 4097})
  void dirtyLimitKeepsTheStreamWhole(int length) throws VfioException {
    sysfs.set("initial_bytes", 64).set("stop_copy_bytes", 1000);
    sysfs.set("dirty_rate", 16 << 20).set("dirty_limit", 1024);
    var stream = new ByteArrayOutputStream();
    try (KernelDevice device = open()) {
      sysfs.content(CONTENT);
      device.setState(DeviceState.PRE_COPY);
      for (int i = 0; i < 100; i++) {
        device.precopyInfo(info);
        assertThat(info.dirtyBytes()).isLessThanOrEqualTo(1024);
        readOnce(device, length, stream);
      }
      sysfs.reinit();
      device.precopyInfo(info);
      assertThat(info.reinit()).isTrue();
      readOnce(device, length, stream);
      device.setState(DeviceState.STOP_COPY);
      while (readOnce(device, length, stream) > 0) {
        // To the end.
      }
    }
    assertThat(stream.size()).isGreaterThan(1024 + 1000);
    assertLoads(stream.toByteArray());
  }

  @Test
  void dirtyLimitBelowAUnitIsNone() throws VfioException {
    sysfs.set("initial_bytes", 64).set("dirty_rate", 16 << 20).set("dirty_limit", 31);
    try (KernelDevice device = open()) {
      device.setState(DeviceState.PRE_COPY);
      drain(device);
      device.precopyInfo(info);
      assertThat(info.dirtyBytes()).isZero();
    }
  }

  @Test
  void dataSizeIsTheWholeImage() throws VfioException {
    sysfs.set("initial_bytes", 4096).set("stop_copy_bytes", 8192);
    try (KernelDevice device = open()) {
      assertThat(device.stopCopyBytes()).isEqualTo(12_288);
      device.setState(DeviceState.PRE_COPY);
      drain(device);
      assertThat(device.stopCopyBytes()).isEqualTo(12_288);
      device.setState(DeviceState.STOP_COPY);
      drain(device);
      assertThat(device.stopCopyBytes()).isEqualTo(12_288);
    }
  }

  @Test
  void dataSizeIsWhatIsLeft() throws VfioException {
    sysfs.set("initial_bytes", 4096).set("stop_copy_bytes", 8192).set("size_remaining", 1);
    try (KernelDevice device = open()) {
      assertThat(device.stopCopyBytes()).isEqualTo(12_288);
      device.setState(DeviceState.PRE_COPY);
      assertThat(device.read(buffer, 0, 1000)).isEqualTo(1000);
      assertThat(device.stopCopyBytes()).isEqualTo(11_288);
      drain(device);
      assertThat(device.stopCopyBytes()).isEqualTo(8192);
      device.setState(DeviceState.STOP_COPY);
      assertThat(device.read(buffer, 0, 1000)).isEqualTo(1000);
      assertThat(device.stopCopyBytes()).isEqualTo(7192);
      drain(device);
      assertThat(device.stopCopyBytes()).isZero();
    }
  }

  @Test
  void pollSaysWhetherAReadFindsSomething() throws VfioException {
    sysfs.set("initial_bytes", 64).set("dirty_rate", 16 << 20);
    try (KernelDevice device = open()) {
      device.setState(DeviceState.PRE_COPY);
      MmigDataFd fd = MmigDataFd.find();
      assertThat(fd.isReadable()).isTrue();
      drain(device);
      assertThat(fd.isReadable()).isFalse();
      device.precopyInfo(info);
      assertThat(fd.isReadable()).isTrue();
      drain(device);
      assertThat(fd.isReadable()).isFalse();
      device.setState(DeviceState.STOP_COPY);
      assertThat(fd.isReadable()).isTrue();
      drain(device);
      // The end is something to read, too.
      assertThat(fd.isReadable()).isTrue();
    }
  }

  @Test
  void readWaitsForAnInfo() throws Exception {
    sysfs.set("initial_bytes", 64).set("empty_read", 2);
    try (KernelDevice device = open()) {
      device.setState(DeviceState.PRE_COPY);
      MmigDataFd fd = MmigDataFd.find();
      assertThat(device.read(buffer, 0, BUFFER_BYTES)).isEqualTo(64);
      CompletableFuture<Long> read = reading(fd);
      device.precopyInfo(info);
      Thread.sleep(100);
      // That info brought nothing.
      assertThat(read).isNotDone();
      sysfs.reinit();
      device.precopyInfo(info);
      assertThat(read.get(Lab.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(64);
    }
  }

  @Test
  void readWaitsForStopCopy() throws Exception {
    sysfs.set("initial_bytes", 64).set("stop_copy_bytes", 96).set("empty_read", 2);
    try (KernelDevice device = open()) {
      device.setState(DeviceState.PRE_COPY);
      MmigDataFd fd = MmigDataFd.find();
      assertThat(device.read(buffer, 0, BUFFER_BYTES)).isEqualTo(64);
      CompletableFuture<Long> read = reading(fd);
      device.setState(DeviceState.STOP_COPY);
      assertThat(read.get(Lab.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(96);
      assertThat(device.read(buffer, 0, BUFFER_BYTES)).isEqualTo(MigratableDevice.END_OF_STREAM);
    }
  }

  @Test
  void readThatMayNotWaitDoesNot() throws VfioException {
    sysfs.set("initial_bytes", 64).set("empty_read", 2);
    try (KernelDevice device = open()) {
      device.setState(DeviceState.PRE_COPY);
      MmigDataFd fd = MmigDataFd.find();
      fd.blocking(false);
      assertThat(fd.read(buffer, BUFFER_BYTES)).isEqualTo(64);
      assertThat(fd.read(buffer, BUFFER_BYTES)).isEqualTo(-EAGAIN);
      fd.blocking(true);
    }
  }

  @Test
  void infoTakesItsTime() throws VfioException {
    sysfs.set("info_us", 200_000);
    try (KernelDevice device = open()) {
      device.setState(DeviceState.PRE_COPY);
      long begin = System.nanoTime();
      device.precopyInfo(info);
      assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(200_000_000);
    }
  }

  @Test
  void settingsHaveBounds() {
    for (String most :
        List.of(
            "initial_bytes 1099511627776",
            "save_rate 1099511627776",
            "info_us 60000000",
            "empty_read 2",
            "size_remaining 1",
            "reinit_on_repeat 1000")) {
      String name = most.substring(0, most.indexOf(' '));
      long value = Long.parseLong(most.substring(name.length() + 1));
      sysfs.set(name, value);
      assertThat(sysfs.count(name)).isEqualTo(value);
      refuses(name, Long.toString(value + 1));
    }
    sysfs.set("reinit_ms", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16");
    refuses("reinit_ms", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17");
    MmigDevice.fresh("mmig", 0);
  }

  @Test
  void stateFaultsAtItsOccurrence() throws VfioException {
    // PRE_COPY is 6, RUNNING 2.
    sysfs.set("fault", "state 6:2 error 5").set("fault", "state 2:2 broken");
    assertThat(sysfs.get("fault")).isEqualTo("state 6:2 error 5\nstate 2:2 broken 0");
    try (KernelDevice device = open()) {
      device.setState(DeviceState.PRE_COPY);
      device.setState(DeviceState.RUNNING);
      assertThatThrownBy(() -> device.setState(DeviceState.PRE_COPY)).hasMessageContaining("EIO");
      assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
      device.setState(DeviceState.PRE_COPY);
      assertThatThrownBy(() -> device.setState(DeviceState.RUNNING)).hasMessageContaining("EIO");
      assertThat(device.state()).isEqualTo(DeviceState.ERROR);
      device.reset();
    }
    assertThat(sysfs.get("fault")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state 8 error 5",
        "state 6:0 error 5",
        "state 6: error 5",
        "state :2 error 5",
        "state 6:2:1 error 5",
        "state 6 short 5",
        "read 0 error 5",
        "read 1:2 error 5",
        "info 1 corrupt",
        "info 1 error 4096",
        "info 1 error",
        "nothing 1 error 5"
      })
  void faultThatCannotBeIsRefused(String fault) {
    refuses("fault", fault);
    assertThat(sysfs.get("fault")).isEmpty();
  }

  @Test
  void secondFaultOfACallHappensAtTheNext() throws VfioException {
    sysfs.set("fault", "info 2 error 5").set("fault", "info 2 error 12");
    try (KernelDevice device = open()) {
      device.setState(DeviceState.PRE_COPY);
      device.precopyInfo(info);
      assertThatThrownBy(() -> device.precopyInfo(info)).hasMessageContaining("EIO");
      assertThatThrownBy(() -> device.precopyInfo(info)).hasMessageContaining("ENOMEM");
      device.precopyInfo(info);
    }
    assertThat(sysfs.get("fault")).isEmpty();
  }

  @Test
  void everyReadCounts() throws VfioException {
    sysfs.set("initial_bytes", 64).set("stop_copy_bytes", 32);
    try (KernelDevice device = open()) {
      device.setState(DeviceState.PRE_COPY);
      sysfs.set("fault", "read 3 error 5").set("fault", "read 6 error 5");
      MmigDataFd fd = MmigDataFd.find();
      assertThat(fd.read(buffer, BUFFER_BYTES)).isEqualTo(64);
      assertThat(device.read(buffer, 0, BUFFER_BYTES)).isEqualTo(MigratableDevice.NOTHING_NOW);
      assertThat(fd.read(buffer, BUFFER_BYTES)).isEqualTo(-EIO);
      device.setState(DeviceState.STOP_COPY);
      assertThat(fd.read(buffer, BUFFER_BYTES)).isEqualTo(32);
      assertThat(fd.read(buffer, BUFFER_BYTES)).isZero();
      assertThat(fd.read(buffer, BUFFER_BYTES)).isEqualTo(-EIO);
    }
  }

  /** The second page of the buffer is beyond the end of its file. */
  @Test
  void readThatHasNoRoomForAllLosesNothing() throws IOException {
    sysfs.set("initial_bytes", 64).set("stop_copy_bytes", 16_384);
    var stream = new ByteArrayOutputStream();
    try (KernelDevice device = open();
        Arena arena = Arena.ofShared();
        FileChannel file = file()) {
      sysfs.content(CONTENT);
      MemorySegment torn = file.map(FileChannel.MapMode.READ_WRITE, 0, 2 * PAGE_BYTES, arena);
      file.truncate(PAGE_BYTES);
      device.setState(DeviceState.PRE_COPY);
      device.setState(DeviceState.STOP_COPY);
      MmigDataFd fd = MmigDataFd.find();
      assertThat(fd.read(torn, 2 * PAGE_BYTES)).isEqualTo(PAGE_BYTES);
      stream.writeBytes(torn.asSlice(0, PAGE_BYTES).toArray(ValueLayout.JAVA_BYTE));
      assertThat(fd.read(torn.asSlice(PAGE_BYTES), PAGE_BYTES)).isEqualTo(-EFAULT);
      while (readOnce(device, BUFFER_BYTES, stream) > 0) {
        // To the end.
      }
    }
    assertLoads(stream.toByteArray());
  }

  @Test
  void reinitThatNobodyHeardIsSaidAgain() throws IOException {
    try (KernelDevice device = open();
        Arena arena = Arena.ofShared();
        FileChannel file = file()) {
      MemorySegment seen = file.map(FileChannel.MapMode.READ_WRITE, 0, PAGE_BYTES, arena);
      seen.set(ValueLayout.JAVA_INT, 0, MmigDataFd.INFO_BYTES);
      MemorySegment readOnly = file.map(FileChannel.MapMode.READ_ONLY, 0, PAGE_BYTES, arena);
      device.setState(DeviceState.PRE_COPY);
      sysfs.reinit();
      assertThat(MmigDataFd.find().precopyInfo(readOnly)).isEqualTo(-EFAULT);
      device.precopyInfo(info);
      assertThat(info.reinit()).isTrue();
      device.precopyInfo(info);
      assertThat(info.reinit()).isFalse();
      assertThat(sysfs.reinits()).isOne();
    }
  }

  @Test
  void nobodyWritesByDmaWithoutAUser() throws VfioException {
    assertThatThrownBy(() -> sysfs.set("dma", "3000 64 165"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("No such device");
    open().close();
    assertThatThrownBy(() -> sysfs.set("dma", "3000 64 165"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("No such device");
  }

  /** A page that is only partly in a report is in the next one, too. */
  @Test
  void logAnswersForTheRangeAsked() throws VfioException {
    long length = 1 << 20;
    try (KernelDevice device = open()) {
      DirtyLog log = device.dirtyLog();
      log.start(PAGE_BYTES, List.of(new DmaRange(0, length)));
      // There is nowhere to write to; the page is logged all the same.
      assertThatThrownBy(() -> sysfs.set("dma", "3000 64 165"))
          .isInstanceOf(UncheckedIOException.class);
      assertThat(report(log, 0x3800, 4 * PAGE_BYTES)).isEqualTo(1);
      assertThat(report(log, 0x800, 3 * PAGE_BYTES)).isEqualTo(1 << 2);
      assertThat(report(log, 0x4000, 4 * PAGE_BYTES)).isZero();
      assertThat(report(log, 0x2000, 4 * PAGE_BYTES)).isEqualTo(1 << 1);
      assertThat(report(log, 0, length)).isZero();
      log.stop();
    }
  }

  private static long report(DirtyLog log, long iova, long length) throws VfioException {
    MemorySegment bitmap = Arena.ofAuto().allocate(DirtyLog.bitmapBytes(length, PAGE_BYTES), 8);
    log.report(iova, length, PAGE_BYTES, bitmap);
    return bitmap.get(ValueLayout.JAVA_LONG, 0);
  }

  private CompletableFuture<Long> reading(MmigDataFd fd) {
    return CompletableFuture.supplyAsync(() -> fd.read(buffer, BUFFER_BYTES));
  }

  private void refuses(String file, String value) {
    assertThatThrownBy(() -> sysfs.set(file, value))
        .as("%s in %s", value, file)
        .isInstanceOf(UncheckedIOException.class);
  }

  private static FileChannel file() throws IOException {
    Path path = Files.createTempFile("mmig", null);
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  private int readOnce(KernelDevice device, int length, ByteArrayOutputStream stream)
      throws VfioException {
    int count = device.read(buffer, 0, length);
    assertThat(count).isLessThanOrEqualTo(length);
    if (count > 0) {
      stream.writeBytes(buffer.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE));
    }
    return count;
  }

  private void drain(KernelDevice device) throws VfioException {
    while (device.read(buffer, 0, BUFFER_BYTES) > 0) {
      // To the end, or until there is nothing for now.
    }
  }

  /** Another device takes the stream, and has what the guest had set up. */
  private void assertLoads(byte[] stream) throws VfioException {
    MmigDevice target = MmigDevice.fresh("mmig", 1);
    try (KernelDevice device = target.open("dev0", OpenPath.CDEV)) {
      device.setState(DeviceState.RESUMING);
      for (int at = 0; at < stream.length; ) {
        int length = Math.min(BUFFER_BYTES, stream.length - at);
        MemorySegment.copy(stream, at, buffer, ValueLayout.JAVA_BYTE, 0, length);
        at += device.write(buffer, 0, length);
      }
      device.setState(DeviceState.RUNNING);
    }
    assertThat(target.content()).isEqualTo(CONTENT);
  }
}
