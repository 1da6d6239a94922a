package org.baton.transport.uring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.sys.ResourceLimit;

/** Why a machine denies io_uring, and what its owner can do about it. */
final class UringDenial {
  private static final Path SYSCTLS = Path.of("/proc/sys/kernel");

  private UringDenial() {}

  /** What to do about an error of {@code io_uring_setup(2)} on this machine. */
  static String advice(int errno) {
    return advice(errno, SYSCTLS);
  }

  /** The same with the sysctls of {@code kernel.*} in another directory. */
  static String advice(int errno, Path sysctls) {
    if (errno == Linux.EPERM() || errno == Linux.EACCES()) {
      return switch (read(sysctls.resolve("io_uring_disabled"))) {
        case "2" ->
            "kernel.io_uring_disabled is 2, so nobody may use it: sysctl -w"
                + " kernel.io_uring_disabled=0";
        case "1" ->
            "kernel.io_uring_disabled is 1, so only CAP_SYS_ADMIN and the members of group "
                + read(sysctls.resolve("io_uring_group"))
                + " (kernel.io_uring_group) may use it: join the group, or sysctl -w"
                + " kernel.io_uring_disabled=0";
        default -> seccomp();
      };
    }
    if (errno == Linux.ENOSYS()) {
      return "this kernel is built without io_uring or older than 5.1, or " + seccomp();
    }
    if (errno == Linux.ENOMEM()) {
      ResourceLimit limit = ResourceLimit.get(Linux.RLIMIT_MEMLOCK());
      return "memory ran out, or the limit of locked memory ("
          + (limit.soft() == ResourceLimit.UNLIMITED ? "unlimited" : limit.soft() + " bytes")
          + ") is too low: raise it (ulimit -l, LimitMEMLOCK)";
    }
    if (errno == Linux.EMFILE() || errno == Linux.ENFILE()) {
      return "raise the limit of open files (ulimit -n)";
    }
    if (errno == Linux.EINVAL()) {
      return "this kernel is too old: io_uring for sockets needs 5.7";
    }
    return "use --transport sockets";
  }

  private static String seccomp() {
    return "a seccomp filter forbids it, as containers' default profiles do: allow io_uring_setup,"
        + " io_uring_enter and io_uring_register there";
  }

  private static String read(Path sysctl) {
    try {
      return Files.readString(sysctl).strip();
    } catch (IOException e) {
      return ""; // Kernels before 6.6 have none.
    }
  }
}
