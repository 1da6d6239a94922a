package org.baton.bench.netty;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How far the channels of a round are.
 *
 * <p><b>Threading:</b> event loops tell, another thread waits.
 */
final class NettyRound {
  private final AtomicInteger left;
  private final AtomicInteger digest = new AtomicInteger();
  private final CompletableFuture<Integer> end = new CompletableFuture<>();

  NettyRound(int channels) {
    left = new AtomicInteger(channels);
  }

  /** A channel's part has been moved, and its checksums are the same. */
  void moved(int checksum) {
    int all = digest.accumulateAndGet(checksum, (one, other) -> one ^ other);
    if (left.decrementAndGet() == 0) {
      end.complete(all);
    }
  }

  /** A channel has failed, and with it the round. Nothing, when the round is over. */
  void failed(Throwable cause) {
    end.completeExceptionally(cause);
  }

  /**
   * Waits for all, or the first failure.
   *
   * @return the checksums, joined by exclusive or
   */
  int await() throws Exception {
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
