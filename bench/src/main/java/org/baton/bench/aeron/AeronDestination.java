package org.baton.bench.aeron;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import java.io.IOException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.baton.bench.side.Meter;
import org.baton.bench.side.Side;
import org.baton.bench.side.SideArguments;

/** Subscribes, and writes to the file right from the log buffers. */
public final class AeronDestination implements Side {
  private final String listening;
  private final AeronLanes lanes;

  /**
   * Starts a media driver, and subscribes.
   *
   * @throws IOException if the file cannot be opened
   * @throws InterruptedException if the calling thread is
   */
  public AeronDestination(SideArguments arguments, AeronMedium medium)
      throws IOException, InterruptedException {
    AeronNode node = AeronNode.withDriver(arguments);
    lanes = new AeronLanes(node, arguments, StandardOpenOption.WRITE);
    Aeron aeron = node.aeron();
    boolean udp = medium == AeronMedium.UDP;
    List<String> endpoints = new ArrayList<>();
    for (int i = 0; i < arguments.channels(); i++) {
      Subscription in =
          aeron.addSubscription(
              udp ? AeronStreams.udpEndpoint(AeronStreams.ANY_PORT) : AeronStreams.IPC,
              AeronStreams.data(i));
      ExclusivePublication out =
          aeron.addExclusivePublication(
              (udp ? AeronStreams.udpControl(AeronStreams.ANY_PORT) : AeronStreams.IPC)
                  + AeronStreams.SMALL,
              AeronStreams.answers(i));
      if (udp) {
        node.await(
            "ports", () -> in.resolvedEndpoint() != null && !out.localSocketAddresses().isEmpty());
        endpoints.add(in.resolvedEndpoint());
        endpoints.add(out.localSocketAddresses().getFirst());
      }
      lanes.add(new AeronLane(node, lanes.file(), out, in));
    }
    listening = udp ? String.join(",", endpoints) : node.directory().toString();
  }

  /** For each channel where the data and where the answers are, or the driver's directory. */
  @Override
  public String listening() {
    return listening;
  }

  @Override
  public void prepare(long bytes) throws IOException, InterruptedException {
    lanes.prepare();
    for (AeronLane lane : lanes.all()) {
      lane.send(lane.receive());
    }
  }

  @Override
  public int move(long bytes, Meter meter) throws Exception {
    meter.start();
    int digest = lanes.load(bytes);
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
