package org.baton.transport;

import java.io.IOException;
import org.baton.transport.uring.RingCalls;

/** Two channels whose rings were made through one set of calls. */
final class Pair implements AutoCloseable {
  final Side left;
  final Side right;

  Pair(Wiring wiring, ChannelOptions options, RingCalls calls) throws IOException {
    Transport transport = Transport.choose(TransportChoice.IO_URING, calls);
    Connection[] ends = wiring.connect();
    left = Side.open(transport, ends[0], options);
    right = Side.open(transport, ends[1], options);
  }

  /** Moves one region from left to right, and checks it. */
  void exchange(int length, int round) {
    left.fill(0, length, round);
    right.channel.receive(0, length);
    left.channel.send(0, length, round);
    int received = right.heard.received + 1;
    int released = left.heard.released + 1;
    Side.drive(
        () -> right.heard.received == received && left.heard.released == released, left, right);
    right.assertFilled(0, length, round);
  }

  @Override
  public void close() {
    left.close();
    right.close();
  }
}
