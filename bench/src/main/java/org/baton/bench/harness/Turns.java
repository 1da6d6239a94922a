package org.baton.bench.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Several peers that move the same content by turns, so that what the machine does besides hits all
 * alike. In each round another one begins. Before the rounds that count, each moves the content
 * without being measured: a JVM is slow at first, and all are given the same.
 */
public final class Turns implements AutoCloseable {
  private final Content content;
  private final long bytes;
  private final Consumer<String> log;
  private final Listener listener;
  private final List<SidePair> pairs = new ArrayList<>();
  private final List<Series> series = new ArrayList<>();

  /** Hears of rounds. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A round that counts has just ended.
     *
     * @param beginMillis when it began, since 1970
     * @throws IOException if what it left cannot be used
     */
    void onRound(Peer peer, long beginMillis) throws IOException;
  }

  /** Starts with nobody, and nobody listens. */
  public Turns(Content content, long bytes, Consumer<String> log) {
    this(content, bytes, log, (peer, beginMillis) -> {});
  }

  /**
   * Starts with nobody.
   *
   * @param bytes what each round moves
   * @param log hears of each round
   * @param listener hears of those that count
   */
  public Turns(Content content, long bytes, Consumer<String> log, Listener listener) {
    this.content = content;
    this.bytes = bytes;
    this.log = log;
    this.listener = listener;
  }

  /**
   * Adds a peer, and starts its processes.
   *
   * @throws IOException if they do not start
   */
  public Series add(Peer peer, String endpoint, int channels) throws IOException {
    pairs.add(new SidePair(peer, endpoint, channels, content));
    series.add(new Series(peer));
    return series.getLast();
  }

  /**
   * Runs.
   *
   * @param warmUps rounds that do not count
   * @param rounds rounds that count
   * @throws IOException if a peer fails
   */
  public void run(int warmUps, int rounds) throws IOException {
    for (int round = -warmUps; round < rounds; round++) {
      for (int turn = 0; turn < pairs.size(); turn++) {
        int next = Math.floorMod(round + turn, pairs.size());
        long beginMillis = System.currentTimeMillis();
        Round result = pairs.get(next).move(content, bytes);
        if (round >= 0) {
          series.get(next).add(result);
          listener.onRound(pairs.get(next).peer(), beginMillis);
        }
        log.accept(
            "%-9s %-12s %6.3f GB/s  %6.3f CPU-s/GB"
                .formatted(
                    round < 0 ? "warm-up" : "round " + (round + 1),
                    pairs.get(next).peer().name(),
                    result.gigabytesPerSecond(),
                    result.cpuSecondsPerGigabyte()));
      }
    }
  }

  /** What was measured, in the order in which peers were added. */
  public List<Series> series() {
    return series;
  }

  @Override
  public void close() {
    pairs.forEach(SidePair::close);
  }
}
