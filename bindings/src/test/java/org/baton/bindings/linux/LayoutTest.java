package org.baton.bindings.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemoryLayout;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generated numbers are the C compiler's: each size, offset and constant there is. */
class LayoutTest {
  /** What Java holds, by the C expression that must have the same value. */
  private final Map<String, Long> numbers = new LinkedHashMap<>();

  @TempDir private Path directory;

  @Test
  void everySizeAndOffsetIsTheCompilers() throws Exception {
    for (String struct : Include.names(Include.Kind.STRUCT)) {
      Class<?> generated = Class.forName("org.baton.bindings.linux." + struct);
      collectStruct(generated, "struct " + struct, "");
    }
    assertThat(numbers).hasSizeGreaterThan(1000);
    assertThat(differences()).isEmpty();
  }

  @Test
  void everyConstantIsTheCompilers() throws Exception {
    List<String> constants = Include.names(Include.Kind.CONSTANT);
    assertThat(constants).hasSizeGreaterThan(800);
    for (String constant : constants) {
      numbers.put(constant, ((Number) invoke(Linux.class, constant)).longValue());
    }
    assertThat(differences()).isEmpty();
  }

  /** One struct, or one nested struct or union that has a name of its own in {@code path}. */
  private void collectStruct(Class<?> generated, String struct, String path) throws Exception {
    MemoryLayout layout = (MemoryLayout) invoke(generated, "layout");
    numbers.put(sizeOf(struct, path), layout.byteSize());
    for (Method method : generated.getDeclaredMethods()) {
      if (!method.getName().endsWith("$offset")) {
        continue;
      }
      String field = method.getName().substring(0, method.getName().length() - "$offset".length());
      String fieldPath = path.isEmpty() ? field : path + "." + field;
      String start = path.isEmpty() ? "0" : "offsetof(%s, %s)".formatted(struct, path);
      numbers.put(
          "offsetof(%s, %s) - %s".formatted(struct, fieldPath, start),
          (Long) invoke(generated, field + "$offset"));
      long size = ((MemoryLayout) invoke(generated, field + "$layout")).byteSize();
      // A flexible array has no size in C.
      if (size > 0) {
        numbers.put(sizeOf(struct, fieldPath), size);
      }
    }
    for (Class<?> nested : generated.getDeclaredClasses()) {
      String name = nested.getSimpleName();
      collectStruct(nested, struct, path.isEmpty() ? name : path + "." + name);
    }
  }

  private static String sizeOf(String struct, String path) {
    return path.isEmpty()
        ? "sizeof(%s)".formatted(struct)
        : "sizeof(((%s *) 0)->%s)".formatted(struct, path);
  }

  private List<String> differences() throws Exception {
    StringBuilder source = new StringBuilder("#include \"linux.h\"\n#include <stddef.h>\n");
    source.append("#include <stdio.h>\nint main(void) {\n");
    for (String expression : numbers.keySet()) {
      source.append("  printf(\"%lld\\n\", (long long) (").append(expression).append("));\n");
    }
    List<String> printed = CProgram.run(directory, source.append("}\n").toString());
    List<String> differences = new ArrayList<>();
    int line = 0;
    for (Map.Entry<String, Long> number : numbers.entrySet()) {
      long expected = Long.parseLong(printed.get(line++));
      if (!same(expected, number.getValue())) {
        differences.add(
            "%s: %d in C, %d in Java".formatted(number.getKey(), expected, number.getValue()));
      }
    }
    assertThat(line).isEqualTo(printed.size());
    return differences;
  }

  /** Unsigned 32-bit values come out of jextract as {@code int}. */
  private static boolean same(long expected, long actual) {
    return expected == actual
        || (actual == (int) actual && expected == Integer.toUnsignedLong((int) actual));
  }

  private static Object invoke(Class<?> generated, String method) throws Exception {
    return generated.getMethod(method).invoke(null);
  }
}
