package org.baton.bindings.sys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.baton.bindings.linux.Linux;
import org.junit.jupiter.api.Test;

/** What a user sees whose JVM denies native access. */
class NativeAccessTest {
  @Test
  void aDenialNamesTheFlagAtEveryCall() throws Exception {
    assertThat(run("--illegal-native-access=deny"))
        .contains(
            "NativeAccessException: the JVM denies native access to Baton: start it with"
                + " --enable-native-access=org.baton.bindings")
        .containsOnlyOnce("first: ")
        .containsOnlyOnce("second: ")
        .doesNotContain("Error");
  }

  @Test
  void namesAndNumbersNeedNoAccess() throws Exception {
    assertThat(run("--illegal-native-access=deny")).contains("EBUSY", "O_RDWR is 2");
  }

  @Test
  void theFlagIsEnough() throws Exception {
    assertThat(run("--illegal-native-access=deny", "--enable-native-access=org.baton.bindings"))
        .contains("first: -9", "second: -9");
  }

  private static String run(String... flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(
        List.of(
            "--module-path=target/classes",
            "--patch-module=org.baton.bindings=target/test-classes",
            "--module=org.baton.bindings/" + Caller.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** Runs in a JVM of its own. */
  static final class Caller {
    private Caller() {}

    public static void main(String[] args) {
      System.out.println(Errno.name(Linux.EBUSY()) + ", O_RDWR is " + Linux.O_RDWR());
      for (String call : List.of("first", "second")) {
        try {
          System.out.println(call + ": " + Libc.close(-1));
        } catch (NativeAccessException e) {
          System.out.println(call + ": " + e);
        }
      }
    }
  }
}
