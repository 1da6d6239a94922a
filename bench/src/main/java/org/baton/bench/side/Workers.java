package org.baton.bench.side;

import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads that move the parts beside each other, one for each part. They are kept from round to
 * round.
 *
 * <p><b>Threading:</b> one thread calls.
 */
public final class Workers implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("part-", 0).factory());

  /** What is to be done with a part. */
  public interface Work {
    /**
     * Moves it.
     *
     * @return its checksum
     */
    int move(Part part) throws Exception;
  }

  /** Creates workers without threads yet. */
  public Workers() {}

  /**
   * Has all parts moved, and waits for that or for the first failure.
   *
   * @return their checksums, joined by exclusive or
   * @throws Exception what the first of them has thrown that has failed; others may still be at
   *     work then
   */
  public int run(List<Part> parts, Work work) throws Exception {
    CompletionService<Integer> running = new ExecutorCompletionService<>(threads);
    parts.forEach(part -> running.submit(() -> work.move(part)));
    int digest = 0;
    for (int i = 0; i < parts.size(); i++) {
      try {
        digest ^= running.take().get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }
    return digest;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
