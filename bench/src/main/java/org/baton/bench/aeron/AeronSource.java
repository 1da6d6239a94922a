package org.baton.bench.aeron;

import io.aeron.Aeron;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.baton.bench.side.Meter;
import org.baton.bench.side.Side;
import org.baton.bench.side.SideArguments;

/** Publishes what it reads right into the log buffers. */
public final class AeronSource implements Side {
  private final AeronLanes lanes;
  private int round;

  /**
   * Starts a media driver if it needs one, and publishes.
   *
   * @throws IOException if the file cannot be opened
   */
  public AeronSource(SideArguments arguments, AeronMedium medium) throws IOException {
    boolean udp = medium == AeronMedium.UDP;
    AeronNode node =
        udp ? AeronNode.withDriver(arguments) : AeronNode.at(Path.of(arguments.endpoint()));
    lanes = new AeronLanes(node, arguments, StandardOpenOption.READ);
    List<String> endpoints = List.of(arguments.endpoint().split(",", -1));
    Aeron aeron = node.aeron();
    for (int i = 0; i < arguments.channels(); i++) {
      String data = AeronStreams.IPC;
      String answers = AeronStreams.IPC;
      if (udp) {
        data = AeronStreams.udpEndpoint(endpoints.get(2 * i));
        answers =
            AeronStreams.udpControl(endpoints.get(2 * i + 1))
                + "|endpoint="
                + AeronStreams.ANY_PORT;
      }
      lanes.add(
          new AeronLane(
              node,
              lanes.file(),
              aeron.addExclusivePublication(data, AeronStreams.data(i)),
              aeron.addSubscription(answers, AeronStreams.answers(i))));
    }
  }

  @Override
  public String listening() {
    return "";
  }

  /** Waits for the destination to be awake, too. */
  @Override
  public void prepare(long bytes) throws IOException, InterruptedException {
    lanes.prepare();
    round++;
    for (AeronLane lane : lanes.all()) {
      lane.send(round);
    }
    for (AeronLane lane : lanes.all()) {
      int answer = lane.receive();
      if (answer != round) {
        throw new IOException("round " + round + " was answered with " + answer);
      }
    }
  }

  @Override
  public int move(long bytes, Meter meter) throws Exception {
    meter.start();
    int digest = lanes.save(bytes);
    meter.stop();
    return digest;
  }

  @Override
  public void finish() {
    lanes.finish();
  }

  @Override
  public void close() throws IOException {
    lanes.close();
  }
}
