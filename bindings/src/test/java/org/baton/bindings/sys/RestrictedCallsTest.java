package org.baton.bindings.sys;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** Where this module leaves what the JVM can check. */
class RestrictedCallsTest {
  private static final Path CLASSES = Path.of("target/classes");

  @Test
  void onlyTwoHandWrittenClassesMakeThem() {
    ToolProvider scanner = ToolProvider.findFirst("jnativescan").orElseThrow();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        scanner.run(new PrintWriter(out), new PrintWriter(err), "--class-path", CLASSES.toString());
    assertThat(status).as(err.toString()).isZero();
    Set<String> callers =
        out.toString()
            .lines()
            .filter(line -> line.matches(" {2}\\S+:"))
            .map(line -> line.strip().replaceFirst(":$", ""))
            .collect(toSet());
    assertThat(callers).contains("org.baton.bindings.linux.Linux$read");
    assertThat(callers)
        .filteredOn(name -> !name.startsWith("org.baton.bindings.linux."))
        .containsExactlyInAnyOrder(Downcall.class.getName(), MappedMemory.class.getName());
  }

  /**
   * A call that is critical and blocks would stop every thread of the JVM at the next safepoint.
   */
  @Test
  void noCallIsCritical() throws Exception {
    Set<String> options = new TreeSet<>();
    try (var tree = Files.walk(CLASSES)) {
      for (Path file : tree.filter(path -> path.toString().endsWith(".class")).toList()) {
        for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
          if (entry instanceof MemberRefEntry member
              && member.owner().asInternalName().equals("java/lang/foreign/Linker$Option")) {
            options.add(member.name().stringValue());
          }
        }
      }
    }
    assertThat(options)
        .containsExactly("captureCallState", "captureStateLayout", "firstVariadicArg");
  }
}
