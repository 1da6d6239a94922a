package org.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.baton.bindings.linux.Linux;
import org.junit.jupiter.api.Test;

/** What users of containers see, in a process whose seccomp filter really denies io_uring. */
final class DeniedUringTest {
  @Test
  void autoTakesSocketsAndSaysWhy() throws Exception {
    assertThat(choose(Linux.EPERM(), "auto"))
        .startsWith("sockets: io_uring cannot be used: io_uring_setup: EPERM")
        .contains("seccomp");
  }

  @Test
  void ioUringIsAnErrorThatSaysWhatToDo() throws Exception {
    assertThat(choose(Linux.EPERM(), "io_uring"))
        .startsWith("error: io_uring was asked for and cannot be used: io_uring_setup: EPERM")
        .contains("allow io_uring_setup")
        .contains("--transport sockets");
  }

  @Test
  void aFilterThatHidesTheCallIsExplainedToo() throws Exception {
    assertThat(choose(Linux.ENOSYS(), "auto"))
        .startsWith("sockets: io_uring cannot be used: io_uring_setup: ENOSYS")
        .contains("seccomp");
  }

  @Test
  void socketsDoNotCare() throws Exception {
    assertThat(choose(Linux.EPERM(), "sockets")).isEqualTo("sockets: asked for");
  }

  private static String choose(int errno, String choice)
      throws IOException, InterruptedException, URISyntaxException {
    Path tests =
        Path.of(Objects.requireNonNull(DeniedUring.class.getResource("DeniedUring.class")).toURI())
            .resolve("../../../..")
            .normalize();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--illegal-native-access=deny",
                "-cp",
                System.getProperty("jdk.module.path") + ":" + tests,
                DeniedUring.class.getName(),
                Integer.toString(errno),
                choice)
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
