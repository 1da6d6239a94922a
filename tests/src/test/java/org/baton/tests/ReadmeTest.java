package org.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.agrona.concurrent.Agent;
import org.baton.bindings.sys.Libc;
import org.baton.engine.SourceMigration;
import org.baton.transport.Endpoint;
import org.baton.vfio.DeviceSpecs;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows can be copied, and what the documents link to is there. */
class ReadmeTest {
  /** Surefire starts a module's tests in the module's folder. */
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern JAVA_BLOCK = Pattern.compile("(?s)\n```java\n(.*?)\n```\n");
  private static final Pattern RELATIVE_LINK =
      Pattern.compile("\\]\\((?![a-z]+:|#)([^)#\\s]+)(?:#[^)]*)?\\)");

  /** One class of each library that the modules' descriptors require. */
  private static final List<Class<?>> MODULES =
      List.of(
          SourceMigration.class,
          DeviceSpecs.class,
          Endpoint.class,
          Libc.class,
          Agent.class,
          NullMarked.class);

  @Test
  void theJavaBlockCompiles(@TempDir Path directory) throws Exception {
    var blocks = JAVA_BLOCK.matcher(Files.readString(ROOT.resolve("README.md"))).results().toList();
    assertThat(blocks).hasSize(1);
    var source = directory.resolve("Departure.java");
    Files.writeString(source, blocks.getFirst().group(1));

    assertThat(compile(source, directory)).isEmpty();
    assertThat(directory.resolve("Departure.class")).exists();
  }

  @Test
  void everyRelativeLinkLeadsSomewhere() throws IOException {
    var links = documents().stream().flatMap(ReadmeTest::links).toList();

    assertThat(links).isNotEmpty();
    assertThat(links).filteredOn(ReadmeTest::dangles).isEmpty();
  }

  private static List<String> compile(Path source, Path output) throws Exception {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var problems = new DiagnosticCollector<JavaFileObject>();
    try (var files = compiler.getStandardFileManager(problems, null, null)) {
      compiler
          .getTask(
              null,
              files,
              problems,
              List.of(
                  "-d",
                  output.toString(),
                  "--module-path",
                  modulePath(),
                  "--add-modules",
                  "org.baton.engine"),
              null,
              files.getJavaFileObjects(source))
          .call();
    }
    return problems.getDiagnostics().stream().map(Object::toString).toList();
  }

  private static String modulePath() throws URISyntaxException {
    var paths = new ArrayList<String>();
    for (Class<?> library : MODULES) {
      var location = library.getProtectionDomain().getCodeSource().getLocation();
      paths.add(Path.of(location.toURI()).toString());
    }
    return String.join(File.pathSeparator, paths);
  }

  private static List<Path> documents() throws IOException {
    try (var tree = Files.walk(ROOT, 3)) {
      return tree.filter(path -> path.toString().endsWith(".md"))
          .filter(path -> !ROOT.relativize(path).toString().contains("target/"))
          .toList();
    }
  }

  private static Stream<Link> links(Path document) {
    try {
      return RELATIVE_LINK
          .matcher(Files.readString(document))
          .results()
          .map(match -> new Link(document, match.group(1)));
    } catch (IOException e) {
      throw new AssertionError("cannot read " + document, e);
    }
  }

  private static boolean dangles(Link link) {
    return !Files.exists(link.document().resolveSibling(link.target()));
  }

  private record Link(Path document, String target) {}
}
