package org.baton.bindings.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.baton.bindings.linux.Linux;
import org.junit.jupiter.api.Test;

/** The signatures written by hand in this package are those of the headers. */
class SignatureTest {
  private static final List<Class<?>> CALLERS =
      List.of(
          CpuAffinity.class,
          Descriptors.class,
          Libc.class,
          MemoryCalls.class,
          ResourceLimit.class,
          Sockets.class);

  @Test
  void everyHandleHasItsFunctionsType() throws Exception {
    Map<String, MethodType> written = new TreeMap<>();
    Map<String, MethodType> declared = new TreeMap<>();
    for (Field field : handles(CALLERS)) {
      String function = field.getName().toLowerCase(Locale.ROOT);
      if (function.startsWith("syscall_")) {
        continue; // Each call number has a signature of its own, which no header declares.
      }
      MethodType type = ((MethodHandle) field.get(null)).type();
      FunctionDescriptor descriptor = declared(function);
      int fixed = descriptor.argumentLayouts().size();
      written.put(function, type.dropParameterTypes(fixed, type.parameterCount()));
      declared.put(function, withAddressesAsLong(descriptor.toMethodType()));
    }
    assertThat(written).hasSizeGreaterThan(30).isEqualTo(declared);
  }

  private static List<Field> handles(List<Class<?>> callers) throws ClassNotFoundException {
    List<Field> handles = new ArrayList<>();
    for (Class<?> caller : callers) {
      handles.addAll(List.of(Class.forName(caller.getName() + "$Handles").getDeclaredFields()));
    }
    return handles;
  }

  /** The descriptor jextract wrote; of a variadic function, the part before the ellipsis. */
  private static FunctionDescriptor declared(String function) throws Exception {
    for (Class<?> nested : Linux.class.getClasses()) {
      if (nested.getSimpleName().equals(function)) {
        Method factory = nested.getMethod("makeInvoker", MemoryLayout[].class);
        Object invoker = factory.invoke(null, (Object) new MemoryLayout[0]);
        return (FunctionDescriptor) nested.getMethod("descriptor").invoke(invoker);
      }
    }
    return (FunctionDescriptor) Linux.class.getMethod(function + "$descriptor").invoke(null);
  }

  private static MethodType withAddressesAsLong(MethodType type) {
    MethodType changed = type;
    if (type.returnType() == MemorySegment.class) {
      changed = changed.changeReturnType(long.class);
    }
    for (int i = 0; i < type.parameterCount(); i++) {
      if (type.parameterType(i) == MemorySegment.class) {
        changed = changed.changeParameterType(i, long.class);
      }
    }
    return changed;
  }
}
