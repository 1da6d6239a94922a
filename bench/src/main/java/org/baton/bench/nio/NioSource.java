package org.baton.bench.nio;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.StandardOpenOption;
import org.baton.bench.side.Meter;
import org.baton.bench.side.Side;
import org.baton.bench.side.SideArguments;
import org.baton.transport.Endpoint;

/** Reads the file with {@code FileChannel}, and sends with blocking {@code SocketChannel}s. */
public final class NioSource implements Side {
  private final int channels;
  private final SocketAddress address;
  private final NioLanes lanes;

  /**
   * Opens the file.
   *
   * @throws IOException if that fails, or the endpoint has no address
   */
  public NioSource(SideArguments arguments) throws IOException {
    channels = arguments.channels();
    address = Endpoint.parse(arguments.endpoint()).address();
    lanes = new NioLanes(arguments, StandardOpenOption.READ);
  }

  @Override
  public String listening() {
    return "";
  }

  @Override
  public void prepare(long bytes) throws IOException {
    for (int i = 0; i < channels; i++) {
      lanes.add(SocketChannel.open(address));
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
  public void finish() throws IOException {
    lanes.finish();
  }

  @Override
  public void close() throws IOException {
    lanes.close();
  }
}
