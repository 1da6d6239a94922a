package org.baton.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the machine's processors have done: the first line of {@code /proc/stat}, see {@code
 * proc_stat(5)}.
 *
 * @param busyNanos time at work, all processors together
 * @param stolenNanos time that the host of this virtual machine gave to others
 * @param totalNanos all time
 */
public record HostTimes(long busyNanos, long stolenNanos, long totalNanos) {
  private static final long NANOS_PER_TICK = 10_000_000;
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int STOLEN = 7;

  /**
   * Since the machine was started.
   *
   * @throws IOException if there is no such file
   */
  public static HostTimes read() throws IOException {
    String line = Files.readAllLines(Path.of("/proc/stat")).getFirst();
    String[] words = line.substring("cpu".length()).strip().split(" +", -1);
    long total = 0;
    for (int i = 0; i <= STOLEN; i++) {
      total += Long.parseLong(words[i]);
    }
    long stolen = Long.parseLong(words[STOLEN]);
    long idle = Long.parseLong(words[IDLE]) + Long.parseLong(words[IO_WAIT]);
    return new HostTimes(
        (total - idle - stolen) * NANOS_PER_TICK, stolen * NANOS_PER_TICK, total * NANOS_PER_TICK);
  }

  /** What was done since an earlier look. */
  public HostTimes since(HostTimes before) {
    return new HostTimes(
        busyNanos - before.busyNanos,
        stolenNanos - before.stolenNanos,
        totalNanos - before.totalNanos);
  }

  /** How much of all time somebody was at work. */
  public double busyPercent() {
    return busyNanos * 100.0 / Math.max(1, totalNanos);
  }

  /** How much of all time was stolen. */
  public double stolenPercent() {
    return stolenNanos * 100.0 / Math.max(1, totalNanos);
  }
}
