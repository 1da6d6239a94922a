package org.baton.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How much of a process's memory is resident, in bytes: {@code /proc/PID/status}, see {@code
 * proc_pid_status(5)}.
 *
 * @param all {@code VmRSS}
 * @param anonymous {@code RssAnon}, the part of it that is no file's
 */
public record ResidentMemory(long all, long anonymous) {
  private static final long KIB = 1024;

  /**
   * Looks at a process.
   *
   * @throws IOException if there is none
   */
  public static ResidentMemory of(long pid) throws IOException {
    return parse(Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")));
  }

  /**
   * Reads the file's lines.
   *
   * @throws IOException if they do not tell
   */
  static ResidentMemory parse(List<String> lines) throws IOException {
    return new ResidentMemory(bytes(lines, "VmRSS:"), bytes(lines, "RssAnon:"));
  }

  /** The greater of both, one by one. */
  ResidentMemory most(ResidentMemory other) {
    return new ResidentMemory(Math.max(all, other.all), Math.max(anonymous, other.anonymous));
  }

  private static long bytes(List<String> lines, String name) throws IOException {
    for (String line : lines) {
      if (line.startsWith(name) && line.endsWith(" kB")) {
        String number = line.substring(name.length(), line.length() - " kB".length()).strip();
        return Long.parseLong(number) * KIB;
      }
    }
    throw new IOException("the process's status lacks " + name);
  }
}
