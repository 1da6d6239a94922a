package org.baton.bindings.sys;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/**
 * Makes method handles of C functions whose error is {@code -1} and {@code errno}.
 *
 * <p>A handle takes and returns only {@code int} and {@code long}, pointers included, and answers
 * {@code -errno} for an error. The downcall writes errno into a segment of the calling thread
 * before the JVM can overwrite it. When the JVM refuses to link, the handle throws {@link
 * NativeAccessException} at every call instead: were the refusal to leave a class initialiser, its
 * reader would see {@code NoClassDefFoundError} from the second call on.
 */
final class Downcall {
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE.varHandle(groupElement("errno"));
  private static final ThreadLocal<MemorySegment> STATES =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

  private Downcall() {}

  /** Links a function that takes a fixed number of arguments. */
  static MethodHandle link(String function, Class<?> result, Class<?>... arguments) {
    MethodType type = MethodType.methodType(result, arguments);
    return link(type, function, () -> returningErrno(function, type));
  }

  /**
   * Links a function whose {@code errno} is of no interest: the handle returns what it returns. One
   * that is called too seldom to be compiled would else leave a slice of the state at each call.
   */
  static MethodHandle linkWithoutErrno(String function, Class<?> result, Class<?>... arguments) {
    MethodType type = MethodType.methodType(result, arguments);
    return link(type, function, () -> downcall(function, type));
  }

  /**
   * Links a variadic function, whose arguments from {@code firstVariadic} on match the ellipsis.
   */
  static MethodHandle linkVariadic(
      String function, int firstVariadic, Class<?> result, Class<?>... arguments) {
    MethodType type = MethodType.methodType(result, arguments);
    return link(
        type,
        function,
        () -> returningErrno(function, type, Linker.Option.firstVariadicArg(firstVariadic)));
  }

  /** What the linker is told of a function of this type. */
  static FunctionDescriptor descriptor(MethodType type) {
    return FunctionDescriptor.of(
        layout(type.returnType()),
        type.parameterList().stream().map(Downcall::layout).toArray(MemoryLayout[]::new));
  }

  /** Rethrows what a handle threw; the declared {@link Throwable} is always one of these two. */
  static RuntimeException rethrow(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return (RuntimeException) thrown;
  }

  private static MethodHandle link(
      MethodType type, String function, Supplier<MethodHandle> linking) {
    // The call numbers and some of the layouts differ elsewhere.
    String platform = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    if (!platform.equals("Linux on amd64")) {
      return throwing(
          type,
          "Baton's bindings are for Linux on amd64, and this is " + platform,
          new UnsupportedOperationException(platform));
    }
    try {
      return linking.get();
    } catch (IllegalCallerException e) {
      return throwing(
          type,
          "the JVM denies native access to Baton: start it with"
              + " --enable-native-access=org.baton.bindings (on the class path: ALL-UNNAMED)",
          e);
    } catch (NoSuchElementException e) {
      return throwing(type, "the C library of this system has no " + function, e);
    }
  }

  /** {@code (args) -> finish(downcall(state(), args), state())}, with one look at the state. */
  private static MethodHandle returningErrno(
      String function, MethodType type, Linker.Option... options) {
    Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = Linker.Option.captureCallState("errno");
    MethodHandle call = downcall(function, type, all);

    Class<?> result = type.returnType();
    MethodHandle finish =
        find("finish", MethodType.methodType(result, result, MemorySegment.class));
    MethodHandle stateTwice = MethodHandles.collectArguments(finish, 0, call);
    int[] order = new int[call.type().parameterCount() + 1];
    Arrays.setAll(order, i -> i < call.type().parameterCount() ? i : 0);
    MethodHandle stateOnce = MethodHandles.permuteArguments(stateTwice, call.type(), order);
    return MethodHandles.foldArguments(
        stateOnce, find("state", MethodType.methodType(MemorySegment.class)));
  }

  private static MethodHandle downcall(String function, MethodType type, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(function), descriptor(type), options);
  }

  private static MethodHandle throwing(MethodType type, String message, Throwable cause) {
    MethodHandle refusal =
        MethodHandles.insertArguments(
            find(
                "refusal",
                MethodType.methodType(NativeAccessException.class, String.class, Throwable.class)),
            0,
            message,
            cause);
    MethodHandle thrower =
        MethodHandles.foldArguments(
            MethodHandles.throwException(type.returnType(), NativeAccessException.class), refusal);
    return MethodHandles.dropArguments(thrower, 0, type.parameterList());
  }

  private static MethodHandle find(String name, MethodType type) {
    try {
      return MethodHandles.lookup().findStatic(Downcall.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
  }

  private static ValueLayout layout(Class<?> type) {
    return type == int.class ? JAVA_INT : JAVA_LONG;
  }

  // The parts of the composed handles; not private, because only find() knows that they are used.

  static MemorySegment state() {
    return STATES.get();
  }

  static int finish(int result, MemorySegment state) {
    return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
  }

  static long finish(long result, MemorySegment state) {
    return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
  }

  static NativeAccessException refusal(String message, Throwable cause) {
    return new NativeAccessException(message, cause);
  }
}
