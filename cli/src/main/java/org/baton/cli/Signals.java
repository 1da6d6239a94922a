package org.baton.cli;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;

/**
 * Takes signals, so that they reach the command instead of ending the process.
 *
 * <p>The JDK's only way to do so is {@code sun.misc.Signal}, of the module {@code jdk.unsupported}.
 * A shutdown hook is not enough: it hears of one signal and of none after it. javac warns of every
 * use of that class by name, and no annotation stops it, so it is used by reflection.
 */
final class Signals {
  private Signals() {}

  /**
   * Does something on every such signal, on a thread of its own. A signal that is ignored from the
   * start, as nohup does it, stays ignored.
   *
   * @param name without SIG
   * @throws IllegalStateException if the JVM keeps the signal for itself
   */
  static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      MethodHandle run =
          MethodHandles.publicLookup()
              .findVirtual(Runnable.class, "run", methodType(void.class))
              .bindTo(action);
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance(name),
              MethodHandleProxies.asInterfaceInstance(
                  handler, MethodHandles.dropArguments(run, 0, signal)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "SIG" + name + " cannot be handled; if the JVM's flags have -Xrs, leave it out", e);
    }
  }
}
