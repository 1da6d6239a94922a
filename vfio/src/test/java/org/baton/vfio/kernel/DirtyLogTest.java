package org.baton.vfio.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.baton.bindings.linux.Linux;
import org.baton.vfio.VfioException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log of DMA writes: what goes to the kernel, what comes back, and what an error means. */
class DirtyLogTest {
  private static final long PAGE = 4096;

  private final FakeKernel kernel = new FakeKernel();
  private final DirtyLog log;

  DirtyLogTest() throws VfioException {
    log = KernelDevices.fromFd("nic0", kernel.handOver(), FdOwnership.OWNED, kernel).dirtyLog();
    kernel.log.clear();
  }

  @Test
  void askingWhetherItIsThereStartsNothing() {
    assertThat(log.isAvailable()).isTrue();
    kernel.fail("DMA_LOGGING_START PROBE", Linux.ENOTTY());
    assertThat(log.isAvailable()).isFalse();
    assertThat(kernel.driver.loggedRanges).isEmpty();
  }

  @Test
  void startGivesTheDriversPageSize() throws VfioException {
    List<DmaRange> ranges = List.of(new DmaRange(0, 64 * PAGE), new DmaRange(1L << 32, PAGE));
    assertThat(log.start(PAGE, ranges)).isEqualTo(65536);
    assertThat(kernel.driver.loggedRanges).containsExactly(2L, PAGE, 0L, 64 * PAGE, 1L << 32, PAGE);
    log.stop();
    assertThat(kernel.log).containsExactly("DMA_LOGGING_START SET", "DMA_LOGGING_STOP SET");
  }

  @Test
  void reportHandsTheKernelRangeAndBitmap() throws VfioException {
    MemorySegment bitmap = Arena.ofAuto().allocate(16, 8);
    log.report(1L << 32, 65 * PAGE, PAGE, bitmap);
    assertThat(kernel.driver.loggedRanges)
        .containsExactly(1L << 32, 65 * PAGE, PAGE, bitmap.address());
  }

  @Test
  void bitmapThatTheKernelWouldOverrunIsRefused() {
    MemorySegment memory = Arena.ofAuto().allocate(32, 8);
    assertThatThrownBy(() -> log.report(0, 65 * PAGE, PAGE, memory.asSlice(0, 8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16 bytes");
    assertThatThrownBy(() -> log.report(0, PAGE, PAGE, memory.asSlice(4)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> log.report(0, PAGE, PAGE, MemorySegment.ofArray(new long[8])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(kernel.log).isEmpty();
  }

  @Test
  void bitmapThatTheKernelMayNotWriteIsRefused() throws Exception {
    MemorySegment released;
    try (Arena arena = Arena.ofConfined()) {
      released = arena.allocate(8, 8);
    }
    assertThatThrownBy(() -> log.report(0, PAGE, PAGE, released))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> log.report(0, PAGE, PAGE, Arena.ofAuto().allocate(8, 8).asReadOnly()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("read-only");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment confined = arena.allocate(8, 8);
      Throwable thrown =
          CompletableFuture.supplyAsync(
                  () -> catchThrowable(() -> log.report(0, PAGE, PAGE, confined)))
              .get();
      assertThat(thrown).isInstanceOf(WrongThreadException.class);
    }
    assertThat(kernel.log).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 4096, 8",
    "4096, 4096, 8",
    "262144, 4096, 8",
    "262145, 4096, 16",
    "65537, 65536, 8"
  })
  void bitmapHasWholeWords(long length, long pageBytes, long bytes) {
    assertThat(DirtyLog.bitmapBytes(length, pageBytes)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"0, 4096", "-1, 4096", "4096, 2048", "4096, 4097", "4096, 0"})
  void sizesWithoutSenseAreRefused(long length, long pageBytes) {
    assertThatThrownBy(() -> DirtyLog.bitmapBytes(length, pageBytes))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "DMA_LOGGING_START SET, 25, its driver does not log DMA",
    "DMA_LOGGING_START SET, 7, join neighbours",
    "DMA_LOGGING_START SET, 22, aligned to the page size",
    "DMA_LOGGING_START SET, 75, EOVERFLOW",
    "DMA_LOGGING_STOP SET, 22, DMA_LOGGING_STOP failed: EINVAL",
    "DMA_LOGGING_REPORT GET, 95, CONFIG_IOMMUFD",
    "DMA_LOGGING_REPORT GET, 95, must be taken as dirty",
    "DMA_LOGGING_REPORT GET, 5, must be taken as dirty",
  })
  void refusalSaysWhatFollows(String call, int errno, String text) {
    kernel.fail(call, errno);
    MemorySegment bitmap = Arena.ofAuto().allocate(8, 8);
    assertThatThrownBy(
            () -> {
              log.start(PAGE, List.of(new DmaRange(0, PAGE)));
              log.report(0, PAGE, PAGE, bitmap);
              log.stop();
            })
        .isInstanceOf(VfioException.class)
        .hasMessageContaining(text);
  }

  @Test
  void rangeWithoutSenseCannotBeMade() {
    assertThatThrownBy(() -> new DmaRange(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DmaRange(-4096, 8192))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0x2000 bytes from 0xfffffffffffff000");
  }
}
