package org.baton.bench.baton;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.baton.bench.side.SideArguments;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.ParticipantProgress;

/**
 * Looks every now and then how much heap each thread of Baton has allocated, from when a migration
 * is in full swing until its threads end.
 */
final class SteadyWatch {
  private static final String THREADS = "baton-";
  private static final long LOOK_MILLIS = 50;
  private static final int MANY = 256;

  private final Path file;
  private final long beginBytes;
  private final long endBytes;
  private final Supplier<MigrationProgress> progress;
  private final Thread thread = Thread.ofPlatform().name("watch").unstarted(this::watch);
  private volatile boolean over;
  private Look begin = Look.NONE;
  private Look end = Look.NONE;

  /** What one look has seen. */
  private record Look(long uptimeMillis, long movedBytes, Map<String, Long> allocatedBytes) {
    static final Look NONE = new Look(0, 0, Map.of());
  }

  /**
   * Runs a migration, and watches it if the side is told to: {@code steady} is where to write what
   * was seen, without the side's word at its end, and {@code steady-from-pass} when to begin. The
   * last pass is left out, because the devices are measured at its end, on their threads.
   *
   * @param passBytes how much one pass of all devices is
   */
  static <T> T around(
      SideArguments arguments,
      long passBytes,
      Supplier<MigrationProgress> progress,
      Migration<T> migration)
      throws IOException, InterruptedException {
    String file = arguments.option("steady", "");
    if (file.isEmpty()) {
      return migration.run();
    }
    Path side = Path.of(file + "-" + arguments.role().word());
    SteadyWatch watch =
        new SteadyWatch(
            side,
            passBytes * arguments.option("steady-from-pass", 0),
            passBytes * (arguments.option("passes", 1) - 1),
            progress);
    try {
      return migration.run();
    } finally {
      watch.end();
    }
  }

  /** What is watched. */
  @FunctionalInterface
  interface Migration<T> {
    /** Runs until it has ended. */
    T run() throws InterruptedException;
  }

  /**
   * Begins to watch.
   *
   * @param file where to write what was seen
   * @param beginBytes how much has moved when the looks begin to count
   * @param endBytes how much when they do no more
   */
  private SteadyWatch(
      Path file, long beginBytes, long endBytes, Supplier<MigrationProgress> progress) {
    this.file = file;
    this.beginBytes = beginBytes;
    this.endBytes = endBytes;
    this.progress = progress;
    thread.start();
  }

  private void watch() {
    while (!over) {
      Look look = look();
      if (look.movedBytes >= beginBytes && look.movedBytes < endBytes) {
        if (begin.equals(Look.NONE)) {
          begin = look;
        } else if (look.allocatedBytes.keySet().equals(begin.allocatedBytes.keySet())) {
          end = look;
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private Look look() {
    long moved =
        progress.get().participants().stream().mapToLong(ParticipantProgress::movedBytes).sum();
    long uptime = ManagementFactory.getRuntimeMXBean().getUptime();
    return new Look(uptime, moved, allocatedBytes());
  }

  private static Map<String, Long> allocatedBytes() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Map<String, Long> bytes = new TreeMap<>();
    // Stack traces would need a safepoint, and that is what must not be.
    Thread[] all = new Thread[MANY];
    int count = Thread.enumerate(all);
    for (Thread each : Arrays.asList(all).subList(0, count)) {
      if (each.getName().startsWith(THREADS)) {
        bytes.put(each.getName(), threads.getThreadAllocatedBytes(each.threadId()));
      }
    }
    return bytes;
  }

  /** Writes what was seen: {@code NAME VALUE}, one a line. */
  private void end() throws IOException, InterruptedException {
    over = true;
    thread.join();
    List<String> lines = new ArrayList<>();
    lines.add("beginMillis " + begin.uptimeMillis);
    lines.add("endMillis " + end.uptimeMillis);
    lines.add("movedBytes " + (end.movedBytes - begin.movedBytes));
    end.allocatedBytes.forEach(
        (name, bytes) ->
            lines.add(name + " " + (bytes - begin.allocatedBytes.getOrDefault(name, 0L))));
    Files.write(file, lines);
  }
}
