package org.baton.bench.ack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.baton.bench.harness.BatonLogs;
import org.baton.bench.harness.Content;
import org.baton.bench.harness.JavaCommand;
import org.baton.bench.harness.Peer;
import org.baton.bench.harness.SidePair;
import org.baton.bench.harness.StageTimes;

/**
 * Baton: a round is a whole migration of one device, which re-initialises for each request. The
 * times are those of Baton's own log.
 */
final class BatonAcks implements RoundTrips {
  private static final int INITIAL_BYTES = 4096;

  private final BatonLogs logs;
  private final Content content;
  private final SidePair pair;

  /**
   * Starts both processes.
   *
   * @param folder that this run alone uses
   */
  BatonAcks(Medium medium, Requests requests, Path folder) throws IOException {
    logs = new BatonLogs(folder.resolve("baton-" + medium.word() + "-logs"));
    // The initial data of the beginning and of each time, and as much again for stop-copy.
    content = new Content(2L * (requests.count() + 1) * INITIAL_BYTES);
    Peer peer =
        new Peer(
            name(),
            JavaCommand.of("baton"),
            Map.of(
                "reinits", Integer.toString(requests.count()),
                "reinit-micros", Integer.toString(requests.everyMicros()),
                "initial-bytes", Integer.toString(INITIAL_BYTES)));
    pair =
        new SidePair(
            logs.of(peer),
            medium.endpoint(folder, "baton-" + medium.word() + "-socket"),
            1,
            content);
  }

  @Override
  public String name() {
    return "baton";
  }

  @Override
  public String tag() {
    return "ack";
  }

  @Override
  public StageTimes round() throws IOException {
    pair.move(content, content.length());
    return logs.read();
  }

  @Override
  public void close() throws IOException {
    pair.close();
    content.close();
    logs.close();
  }
}
