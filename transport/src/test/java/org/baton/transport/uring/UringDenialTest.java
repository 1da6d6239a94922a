package org.baton.transport.uring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.baton.bindings.linux.Linux;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UringDenialTest {
  @TempDir private Path sysctls;

  @Test
  void theSysctlForAll() throws IOException {
    Files.writeString(sysctls.resolve("io_uring_disabled"), "2\n");
    assertThat(UringDenial.advice(Linux.EPERM(), sysctls))
        .contains("kernel.io_uring_disabled is 2")
        .contains("sysctl -w");
  }

  @Test
  void theSysctlForAGroup() throws IOException {
    Files.writeString(sysctls.resolve("io_uring_disabled"), "1\n");
    Files.writeString(sysctls.resolve("io_uring_group"), "991\n");
    assertThat(UringDenial.advice(Linux.EPERM(), sysctls)).contains("members of group 991");
  }

  @Test
  void aFilterWhenTheSysctlAllowsIt() throws IOException {
    Files.writeString(sysctls.resolve("io_uring_disabled"), "0\n");
    assertThat(UringDenial.advice(Linux.EPERM(), sysctls)).contains("seccomp");
  }

  @Test
  void aFilterWhenThereIsNoSysctl() {
    assertThat(UringDenial.advice(Linux.EPERM(), sysctls)).contains("seccomp");
  }

  @Test
  void everyErrorHasAnAdvice() {
    assertThat(UringDenial.advice(Linux.ENOSYS(), sysctls)).contains("5.1").contains("seccomp");
    assertThat(UringDenial.advice(Linux.ENOMEM(), sysctls)).contains("ulimit -l");
    assertThat(UringDenial.advice(Linux.EMFILE(), sysctls)).contains("ulimit -n");
    assertThat(UringDenial.advice(Linux.EIO(), sysctls)).contains("--transport sockets");
  }
}
