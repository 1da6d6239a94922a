package org.baton.transport;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.Linux;

/**
 * A program that forbids itself io_uring as a container does, with a seccomp filter, and then
 * chooses a transport. Writes the kind and the reason, or the error.
 */
final class DeniedUring {
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final long SYS_SECCOMP = 317;
  private static final long SET_MODE_FILTER = 1;
  private static final long ALL_THREADS = 1;
  private static final int LOAD_NUMBER = 0x20; // BPF_LD | BPF_W | BPF_ABS
  private static final int JUMP_IF_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
  private static final int RETURN = 0x06; // BPF_RET | BPF_K
  private static final int RETURN_ERRNO = 0x0005_0000;
  private static final int RETURN_ALLOW = 0x7fff_0000;

  private DeniedUring() {}

  /** Runs the program; its arguments are an errno and a choice. */
  public static void main(String[] arguments) throws Throwable {
    forbid(Integer.parseInt(arguments[0]));
    try {
      Transport transport = Transport.choose(TransportChoice.parse(arguments[1]));
      System.out.println(transport.kind() + ": " + transport.reason());
    } catch (TransportException e) {
      System.out.println("error: " + e.getMessage());
    }
  }

  // A test program on the class path, in a process of its own: the one place that no binding
  // serves.
  @SuppressWarnings("restricted")
  private static void forbid(int errno) throws Throwable {
    Linker linker = Linker.nativeLinker();
    var prctl =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("prctl"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
    var syscall =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS),
            Linker.Option.firstVariadicArg(1));
    int privileges = (int) prctl.invokeExact(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment filter = arena.allocate(4 * 8, 8);
      instruction(filter, 0, LOAD_NUMBER, 0, 0);
      instruction(filter, 1, JUMP_IF_EQUAL, 1, Linux.__NR_io_uring_setup());
      instruction(filter, 2, RETURN, 0, RETURN_ALLOW);
      instruction(filter, 3, RETURN, 0, RETURN_ERRNO | errno);
      MemorySegment program = arena.allocate(16, 8);
      program.set(JAVA_SHORT, 0, (short) 4);
      program.set(ADDRESS, 8, filter);
      long result = (long) syscall.invokeExact(SYS_SECCOMP, SET_MODE_FILTER, ALL_THREADS, program);
      if (privileges != 0 || result != 0) {
        throw new IllegalStateException("no filter: " + privileges + ", " + result);
      }
    }
  }

  /** Writes a {@code struct sock_filter}; a jump goes that far when true, and on when false. */
  private static void instruction(
      MemorySegment filter, int index, int code, int jumpIfTrue, int operand) {
    filter.set(JAVA_INT, index * 8L, code | jumpIfTrue << 16);
    filter.set(JAVA_INT, index * 8L + 4, operand);
  }
}
