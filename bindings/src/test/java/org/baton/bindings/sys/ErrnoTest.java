package org.baton.bindings.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.baton.bindings.linux.CProgram;
import org.baton.bindings.linux.Linux;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrnoTest {
  @Test
  void namesANumberAndSaysWhatItMeans() {
    assertThat(Errno.name(Linux.EBUSY())).isEqualTo("EBUSY");
    assertThat(Errno.describe(Linux.EBUSY())).isEqualTo("EBUSY (Device or resource busy)");
  }

  @Test
  void givesTheNumberWhereThereIsNoName() {
    assertThat(List.of(0, -1, 41, 134, 4095, Integer.MIN_VALUE, Integer.MAX_VALUE))
        .allSatisfy(errno -> assertThat(Errno.name(errno)).isEqualTo("errno " + errno))
        .allSatisfy(errno -> assertThat(Errno.describe(errno)).isEqualTo("errno " + errno));
  }

  @Test
  void agreesWithTheCLibrary(@TempDir Path directory) throws Exception {
    List<String> expected =
        CProgram.run(
            directory,
            """
            #define _GNU_SOURCE
            #include <stdio.h>
            #include <string.h>
            int main(void) {
              for (int i = 1; i < 512; i++)
                if (strerrorname_np(i))
                  printf("%s (%s)\\n", strerrorname_np(i), strerrordesc_np(i));
            }
            """);
    List<String> described =
        IntStream.range(1, 512)
            .mapToObj(Errno::describe)
            .filter(description -> !description.startsWith("errno "))
            .toList();
    assertThat(described).hasSizeGreaterThan(130).isEqualTo(expected);
  }
}
