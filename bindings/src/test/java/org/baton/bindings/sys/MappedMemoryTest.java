package org.baton.bindings.sys;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.baton.bindings.linux.Linux;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MappedMemoryTest {
  private static final long PAGE = Libc.pageSize();

  @ParameterizedTest
  @EnumSource(PageKind.class)
  void anonymousMemoryIsZeroedAndExactlyAsLongAsAsked(PageKind preferred) {
    long length = 3 * PAGE + 5;
    try (MappedMemory memory = MappedMemory.anonymous(length, preferred)) {
      MemorySegment segment = memory.segment();
      assertThat(memory.length()).isEqualTo(length);
      assertThat(segment.byteSize()).isEqualTo(length);
      assertThat(memory.address()).isEqualTo(segment.address());
      assertThat(memory.address() % PAGE).isZero();
      assertThat(segment.get(JAVA_BYTE, length - 1)).isZero();
      segment.fill((byte) 1);
      assertThatThrownBy(() -> segment.get(JAVA_BYTE, length))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(PageKind.class)
  void pagesOfALesserKindHaveACause(PageKind preferred) {
    try (MappedMemory memory = MappedMemory.anonymous(PAGE, preferred)) {
      assertThat(memory.pageKind()).isLessThanOrEqualTo(preferred);
      assertThat(memory.fallbackCause().isEmpty()).isEqualTo(memory.pageKind() == preferred);
      if (memory.pageKind() != preferred) {
        assertThat(memory.fallbackCause()).containsPattern("E[A-Z]+ \\(");
      }
    }
  }

  @Test
  void hugePagesThatAreNotThereAreNamedWithTheirMend() {
    // More than any machine reserves, and in ordinary pages only address space.
    try (MappedMemory memory = MappedMemory.anonymous(1L << 44, PageKind.HUGE)) {
      assertThat(memory.pageKind()).isNotEqualTo(PageKind.HUGE);
      assertThat(memory.fallbackCause()).contains("ENOMEM").contains("vm.nr_hugepages");
    } catch (SystemCallException e) {
      // A machine that does not overcommit refuses the ordinary pages as well.
      assertThat(e.errno()).isEqualTo(Linux.ENOMEM());
    }
  }

  @Test
  void aMappedFileIsSharedFromItsOffset() {
    int fd = Descriptors.memfdCreate("baton-test", 0);
    assertThat(Descriptors.ftruncate(fd, 2 * PAGE)).isZero();
    try (MappedMemory whole = MappedMemory.shared(fd, 0, 2 * PAGE);
        MappedMemory half =
            MappedMemory.shared(fd, PAGE, PAGE, Linux.PROT_READ(), Linux.MAP_POPULATE())) {
      assertThat(Libc.close(fd)).isZero();
      whole.segment().set(JAVA_LONG, PAGE + 8, 42);
      MemorySegment readable = half.segment();
      assertThat(readable.get(JAVA_LONG, 8)).isEqualTo(42);
      // Not SIGSEGV, which would end the JVM.
      assertThatThrownBy(() -> readable.set(JAVA_LONG, 8, 43))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(whole.segment().isReadOnly()).isFalse();
    }
  }

  @Test
  void closingUnmapsOnce() throws Exception {
    int fd = Descriptors.memfdCreate("baton-unmapped", 0);
    assertThat(Descriptors.ftruncate(fd, PAGE)).isZero();
    MappedMemory memory = MappedMemory.shared(fd, 0, PAGE);
    assertThat(Libc.close(fd)).isZero();
    assertThat(Files.readString(Path.of("/proc/self/maps"))).contains("baton-unmapped");
    memory.close();
    memory.close();
    assertThat(Files.readString(Path.of("/proc/self/maps"))).doesNotContain("baton-unmapped");
    assertThatThrownBy(() -> memory.segment().get(JAVA_BYTE, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aRefusalSaysWhatWasMapped() {
    assertThatThrownBy(() -> MappedMemory.shared(-1, PAGE, 4096))
        .isInstanceOf(SystemCallException.class)
        .hasMessage(
            "mmap of 4096 bytes at %d of descriptor -1 failed: EBADF (Bad file descriptor)", PAGE);
    assertThatThrownBy(() -> MappedMemory.anonymous(Long.MAX_VALUE))
        .isInstanceOf(SystemCallException.class)
        .hasMessageContaining("ENOMEM");
    assertThatThrownBy(() -> MappedMemory.anonymous(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rangesAreAdvisedAndLocked() {
    try (MappedMemory memory = MappedMemory.anonymous(4 * PAGE)) {
      memory.segment().fill((byte) 1);
      MemorySegment second = memory.segment().asSlice(PAGE, PAGE);
      assertThat(MemoryCalls.madvise(second, Linux.MADV_DONTNEED())).isZero();
      assertThat(memory.segment().get(JAVA_BYTE, PAGE - 1)).isEqualTo((byte) 1);
      assertThat(memory.segment().get(JAVA_BYTE, PAGE)).isZero();
      assertThat(MemoryCalls.madvise(second.asSlice(1), 0)).isEqualTo(-Linux.EINVAL());
      assertThat(MemoryCalls.mlock(second)).isZero();
      assertThat(MemoryCalls.munlock(second)).isZero();
      assertThat(MemoryCalls.mlock(0, PAGE)).isEqualTo(-Linux.ENOMEM());
      assertThat(MemoryCalls.munlock(0, PAGE)).isEqualTo(-Linux.ENOMEM());
    }
  }
}
