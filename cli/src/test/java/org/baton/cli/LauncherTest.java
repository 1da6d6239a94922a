package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a checkout, with JDKs and a Maven that only say what they were told. */
class LauncherTest {
  private static final List<String> TOOLS =
      List.of("readlink", "find", "touch", "mv", "tail", "mkdir", "stty");

  @TempDir private Path directory;
  private Path checkout;
  private Path tools;

  @BeforeEach
  void checkOut() throws IOException {
    checkout = Files.createDirectories(directory.resolve("check out"));
    Files.copy(Path.of("../baton"), checkout.resolve("baton"));
    for (String module : List.of("bindings", "vfio", "transport", "engine", "cli")) {
      Files.createDirectories(checkout.resolve(module).resolve("src/main"));
    }
    tools = Files.createDirectories(directory.resolve("tools"));
    for (String tool : TOOLS) {
      script(tools.resolve(tool), "exec /usr/bin/" + tool + " \"$@\"");
    }
  }

  private static void script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/bash\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = directory.resolve(name);
    script(home.resolve("bin/java"), "printf '%s\\n' \"java of " + name + "\" \"$@\"");
    Files.writeString(home.resolve("release"), "OS=\"Linux\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private void maven() throws IOException {
    script(
        tools.resolve("mvn"),
        "/usr/bin/mkdir -p cli/target/modules && echo built >>builds && echo"
            + " >cli/target/modules/a.jar");
  }

  private record Run(int code, List<String> out, List<String> err) {}

  private Run launch(Path launcher, Map<String, String> environment, String... arguments)
      throws Exception {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder = new ProcessBuilder("/bin/bash", launcher.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("BATON_JVM_DIR", directory.resolve("jvms").toString());
    builder.environment().putAll(environment);
    Process process =
        builder
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
  }

  private Run launch(Map<String, String> environment, String... arguments) throws Exception {
    return launch(checkout.resolve("baton"), environment, arguments);
  }

  @Test
  void withoutJdkSaysWhatToInstall() throws Exception {
    Run run = launch(Map.of());
    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err())
        .hasSize(2)
        .anyMatch(line -> line.contains("a JDK 25 or newer is needed"))
        .anyMatch(line -> line.contains("install one"));
  }

  @Test
  void oldJdkIsNamed() throws Exception {
    Path old = jdk("jdk 17", "17.0.1");
    Run run = launch(Map.of("JAVA_HOME", old.toString()));
    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("baton: too old: Java 17 in " + old);
  }

  @Test
  void tooFewOpenFilesAreRefused() throws Exception {
    Path limited = directory.resolve("limited");
    script(limited, "ulimit -n 12; exec /bin/bash '" + checkout.resolve("baton") + "'");
    Run run = launch(limited, Map.of("JAVA_HOME", jdk("jdk25", "25").toString()));
    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).singleElement().asString().contains("only 12 files", "ulimit -n");
  }

  @Test
  void withoutMavenSaysWhatToInstall() throws Exception {
    Run run = launch(Map.of("JAVA_HOME", jdk("jdk25", "25").toString()));
    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).hasSize(2).anyMatch(line -> line.contains("install Apache Maven"));
  }

  @Test
  void buildsOnceAndPassesFlags() throws Exception {
    maven();
    Map<String, String> environment =
        Map.of("JAVA_HOME", jdk("jdk25", "25.0.3").toString(), "BATON_JAVA_OPTS", "-Xmx1g -Da=b");
    Run first = launch(environment, "demo", "a b");
    assertThat(first.code()).isZero();
    assertThat(first.err()).singleElement().asString().contains("building");
    assertThat(first.out())
        .startsWith("java of jdk25")
        .containsSubsequence(
            "--illegal-native-access=deny",
            "--enable-native-access=org.baton.bindings",
            "--sun-misc-unsafe-memory-access=deny",
            "--add-exports=java.base/jdk.internal.misc=org.agrona",
            "-Xmx1g",
            "-Da=b",
            "-m",
            JavaCommand.MAIN,
            "demo",
            "a b")
        .contains(checkout.resolve("cli/target/modules").toString());

    assertThat(launch(environment).err()).isEmpty();
    assertThat(checkout.resolve("builds")).hasContent("built");
  }

  @Test
  void changedSourceIsBuiltAgain() throws Exception {
    maven();
    Map<String, String> environment = Map.of("JAVA_HOME", jdk("jdk25", "25").toString());
    launch(environment);
    Path source = checkout.resolve("engine/src/main/A.java");
    Files.writeString(source, "class A {}");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    launch(environment);
    assertThat(checkout.resolve("builds")).hasContent("built\nbuilt");
  }

  @Test
  void failedBuildShowsWhereItsLogIs() throws Exception {
    script(tools.resolve("mvn"), "echo cannot resolve; exit 1");
    Run run = launch(Map.of("JAVA_HOME", jdk("jdk25", "25").toString()));
    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err())
        .contains("cannot resolve")
        .anyMatch(line -> line.contains("the whole log is") && line.endsWith("build.log"));
  }

  @Test
  void findsJdkOnThePathOrAmongTheJvms() throws Exception {
    maven();
    jdk("jvms/old", "21.0.2");
    jdk("jvms/temurin", "26-ea");
    assertThat(launch(Map.of()).out()).startsWith("java of jvms/temurin");
    Files.createSymbolicLink(tools.resolve("java"), jdk("on path", "25").resolve("bin/java"));
    assertThat(launch(Map.of()).out()).startsWith("java of on path");
  }

  @Test
  void worksThroughSymbolicLinks() throws Exception {
    maven();
    Path link =
        Files.createSymbolicLink(directory.resolve("baton-link"), checkout.resolve("baton"));
    Run run = launch(link, Map.of("JAVA_HOME", jdk("jdk25", "25").toString()), "--version");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains(checkout.resolve("cli/target/modules").toString(), "--version");
  }
}
