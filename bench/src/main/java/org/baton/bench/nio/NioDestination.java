package org.baton.bench.nio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.baton.bench.side.Meter;
import org.baton.bench.side.Side;
import org.baton.bench.side.SideArguments;
import org.baton.transport.Endpoint;

/** Receives with blocking {@code SocketChannel}s, and writes the file with {@code FileChannel}. */
public final class NioDestination implements Side {
  private static final int BACKLOG = 64;

  private final int channels;
  private final Endpoint endpoint;
  private final ServerSocketChannel server;
  private final NioLanes lanes;

  /**
   * Listens.
   *
   * @throws IOException if the endpoint cannot be had, or the file not be opened
   */
  public NioDestination(SideArguments arguments) throws IOException {
    channels = arguments.channels();
    endpoint = Endpoint.parse(arguments.endpoint());
    lanes = new NioLanes(arguments, StandardOpenOption.WRITE);
    server =
        endpoint.isUnix()
            ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            : ServerSocketChannel.open();
    server.bind(endpoint.address(), BACKLOG);
  }

  @Override
  public String listening() {
    try {
      return server.getLocalAddress() instanceof InetSocketAddress inet
          ? Endpoint.tcp(inet.getAddress().getHostAddress(), inet.getPort()).toString()
          : endpoint.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void prepare(long bytes) throws IOException {
    for (int i = 0; i < channels; i++) {
      lanes.add(server.accept());
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
  public void finish() throws IOException {
    lanes.finish();
  }

  @Override
  public void close() throws IOException {
    lanes.close();
    server.close();
    Path path = endpoint.path();
    if (path != null) {
      Files.deleteIfExists(path);
    }
  }
}
