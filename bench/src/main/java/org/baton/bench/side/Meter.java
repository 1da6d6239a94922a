package org.baton.bench.side;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What a round costs this process: time on the clock, time on processors (of all its threads, also
 * the JVM's own), heap that was allocated, and how often the scheduler took a thread off its
 * processor. Processor time is counted by the kernel in steps of 10 ms.
 *
 * <p><b>Threading:</b> started by one thread, stopped by the same or another.
 */
public final class Meter {
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Reading begin = new Reading(0, 0, 0, 0, 0);
  private Reading end = begin;

  private record Reading(
      long nanos, long cpuNanos, long allocatedBytes, long voluntary, long involuntary) {}

  /** Creates a meter that has measured nothing. */
  public Meter() {}

  /** Begins to measure. */
  public synchronized void start() {
    begin = read();
  }

  /** Ends measuring. */
  public synchronized void stop() {
    end = read();
  }

  /** What was measured, as {@link SideResult#parse} reads it. */
  public synchronized SideResult result(int digest) {
    return new SideResult(
        end.nanos - begin.nanos,
        end.cpuNanos - begin.cpuNanos,
        end.allocatedBytes - begin.allocatedBytes,
        end.voluntary - begin.voluntary,
        end.involuntary - begin.involuntary,
        Integer.toUnsignedLong(digest));
  }

  private Reading read() {
    long voluntary = 0;
    long involuntary = 0;
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path task : tasks) {
        try {
          for (String line : Files.readAllLines(task.resolve("status"))) {
            if (line.startsWith("voluntary_ctxt_switches:")) {
              voluntary += number(line);
            } else if (line.startsWith("nonvoluntary_ctxt_switches:")) {
              involuntary += number(line);
            }
          }
        } catch (NoSuchFileException ignored) {
          // The thread has ended meanwhile.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Reading(
        System.nanoTime(),
        system.getProcessCpuTime(),
        threads.getTotalThreadAllocatedBytes(),
        voluntary,
        involuntary);
  }

  private static long number(String line) {
    return Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
  }
}
