package org.baton.bench.harness;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Watches the resident memory of a process while something happens, from a thread of its own.
 *
 * <p><b>Threading:</b> {@link #close()} by who created it; all else after that.
 */
public final class MemoryWatch implements AutoCloseable {
  /** 50 looks a second. */
  private static final long EVERY_MILLIS = 20;

  private final long pid;
  private final ResidentMemory before;
  private final Thread thread;
  private final long beginNanos = System.nanoTime();

  private volatile boolean ends;
  private ResidentMemory peak;
  private int looks;
  private long nanos;
  private String failure = "";

  /**
   * Begins to watch.
   *
   * @throws IOException if there is no such process
   */
  public MemoryWatch(long pid) throws IOException {
    this.pid = pid;
    before = ResidentMemory.of(pid);
    peak = before;
    thread = Thread.ofPlatform().name("watch-" + pid).start(this::watch);
  }

  private void watch() {
    try {
      while (!ends) {
        peak = peak.most(ResidentMemory.of(pid));
        looks++;
        Thread.sleep(EVERY_MILLIS);
      }
    } catch (IOException e) {
      failure = e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends watching.
   *
   * @throws IOException if the process could not be watched to the end
   */
  @Override
  public void close() throws IOException {
    ends = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    nanos = System.nanoTime() - beginNanos;
    if (!failure.isEmpty()) {
      throw new IOException("process " + pid + " could not be watched: " + failure);
    }
  }

  /** What was resident before. */
  public ResidentMemory before() {
    return before;
  }

  /** The most that was seen. */
  public ResidentMemory peak() {
    return peak;
  }

  /** How often it was looked, a second. */
  public double looksPerSecond() {
    return looks * (double) TimeUnit.SECONDS.toNanos(1) / Math.max(1, nanos);
  }
}
