package org.baton.bench.harness;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.baton.bench.report.Spread;

/**
 * A stream of bytes that flows beside what is measured, at a steady pace: the pump in C, from file
 * to file, with checksums at both ends.
 */
public final class Load implements AutoCloseable {
  private static final long SPAN_BYTES = 64L << 20;
  private static final int BUFFER_BYTES = 256 << 10;
  private static final long LEAD_MILLIS = 200;
  private static final long SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(1_200);

  private final long bytesPerSecond;
  private final Content content = new Content(SPAN_BYTES);
  private final SidePair pair;
  private final List<Double> paces = new ArrayList<>();
  private int uncovered;

  /** Something to be measured. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T run() throws IOException;
  }

  /**
   * Starts both processes.
   *
   * @param programs where the peers in C have been built
   * @param endpoint where the destination is to listen
   * @param bytesPerSecond its pace
   * @throws IOException if they do not start
   */
  public Load(Path programs, String endpoint, long bytesPerSecond) throws IOException {
    this.bytesPerSecond = bytesPerSecond;
    Peer pump =
        new Peer(
            "load",
            List.of(programs.resolve("pump").toString()),
            Map.of(
                "buffer-bytes", Integer.toString(BUFFER_BYTES),
                "bytes-per-second", Long.toString(bytesPerSecond),
                "span-bytes", Long.toString(SPAN_BYTES)));
    pair = new SidePair(pump, endpoint, 1, content);
  }

  /**
   * Has something done while the stream flows.
   *
   * @param nanos how long that will take
   * @throws IOException if it, or the stream, fails
   */
  public <T> T beside(long nanos, Work<T> work) throws IOException {
    content.change();
    long bytes = bytes(nanos, bytesPerSecond);
    long begin = System.nanoTime();
    pair.begin(bytes);
    sleep();
    T result = work.run();
    long end = System.nanoTime();
    Round round = pair.end();
    content.verify(SPAN_BYTES);
    paces.add(round.gigabytesPerSecond());
    if (round.source().nanos() < end - begin) {
      uncovered++;
    }
    return result;
  }

  /** What has to flow to cover so much time; all of the span at least. */
  static long bytes(long nanos, long bytesPerSecond) {
    double seconds =
        (double) (nanos + SLACK_NANOS + TimeUnit.MILLISECONDS.toNanos(LEAD_MILLIS))
            / TimeUnit.SECONDS.toNanos(1);
    return Math.max(SPAN_BYTES, (long) (seconds * bytesPerSecond));
  }

  /** What flowed, as it stands in a report. Not before the first round. */
  public JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("wantedGigabytesPerSecond", Figures.rounded(bytesPerSecond / 1e9));
    Figures.add(json, "gigabytesPerSecond", Spread.of(paces));
    json.addProperty("runs", paces.size());
    json.addProperty("endedTooEarly", uncovered);
    return json;
  }

  private static void sleep() {
    try {
      Thread.sleep(LEAD_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    pair.close();
    content.close();
  }
}
