package org.baton.bench.ack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.baton.bench.harness.Content;
import org.baton.bench.harness.Peer;
import org.baton.bench.harness.Round;
import org.baton.bench.harness.SidePair;
import org.baton.bench.harness.StageTimes;

/** Two processes in C that send and receive as many bytes, and do nothing else. */
final class PingPong implements RoundTrips {
  /** From when a request went out. */
  private static final String TAG = "raw";

  /** From when it was due. */
  private static final String DUE = "due";

  private final Requests requests;
  private final Content times;
  private final SidePair pair;

  /**
   * Starts both processes.
   *
   * @param folder that this run alone uses
   * @param programs where the peers in C have been built
   */
  PingPong(Medium medium, Requests requests, Path folder, Path programs) throws IOException {
    this.requests = requests;
    times = new Content(PingPongTimes.bytes(requests.count()));
    Peer peer =
        new Peer(
            name(),
            List.of(programs.resolve("pingpong").toString()),
            Map.of(
                "interval-micros", Integer.toString(requests.everyMicros()),
                "request-bytes", Integer.toString(Requests.TAG_BYTES),
                "answer-bytes", Integer.toString(Requests.ACK_BYTES)));
    pair =
        new SidePair(peer, medium.endpoint(folder, "raw-" + medium.word() + "-socket"), 1, times);
  }

  @Override
  public String name() {
    return "raw";
  }

  @Override
  public String tag() {
    return TAG;
  }

  @Override
  public StageTimes round() throws IOException {
    // So that no time of a former round is taken for one of this.
    times.source().segment().fill((byte) 0);
    pair.begin((long) requests.count() * Requests.TAG_BYTES);
    Round round = pair.end();
    if (round.source().digest() != requests.count()
        || round.destination().digest() != requests.count()) {
      throw new IOException(
          "%d requests, %d answered, not %d"
              .formatted(round.source().digest(), round.destination().digest(), requests.count()));
    }
    StageTimes all = new StageTimes();
    PingPongTimes samples = new PingPongTimes(times.source().segment());
    for (int i = 0; i < requests.count(); i++) {
      all.record(DUE, samples.sinceDueNanos(i));
      all.record(TAG, samples.sinceSentNanos(i));
    }
    return all;
  }

  @Override
  public void close() {
    pair.close();
    times.close();
  }
}
