package org.baton.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between the two sides and passes on what they say, until it does not. */
final class Relay implements AutoCloseable {
  /** Which way bytes go. */
  enum Direction {
    TO_DESTINATION,
    TO_SOURCE
  }

  /** Decides about a connection; connection 0 is the control channel. */
  interface Plan {
    /** How many bytes of a connection get through before everything is cut. */
    long limit(int connection, Direction direction);

    /** A data channel is about to be passed on. */
    default void before(int connection) throws IOException {}
  }

  private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final int port;
  private final Plan plan;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean cut;

  Relay(int destinationPort, Plan plan) throws IOException {
    this.port = destinationPort;
    this.plan = plan;
    start("relay-accept", this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(String name, Work work) {
    Thread.ofPlatform()
        .name(name)
        .daemon()
        .start(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                return; // One of the sides hung up, or everything was cut.
              }
            });
  }

  private void accept() throws IOException {
    for (int connection = 0; ; connection++) {
      Socket source = server.accept();
      sockets.add(source);
      plan.before(connection);
      Socket destination = new Socket(InetAddress.getLoopbackAddress(), port);
      sockets.add(destination);
      long there = plan.limit(connection, Direction.TO_DESTINATION);
      long back = plan.limit(connection, Direction.TO_SOURCE);
      start("relay-there", () -> pass(source, destination, there));
      start("relay-back", () -> pass(destination, source, back));
      if (cut) {
        cut();
      }
    }
  }

  private void pass(Socket from, Socket to, long limit) throws IOException {
    byte[] buffer = new byte[1 << 16];
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    long left = limit;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        to.shutdownOutput();
        return;
      }
      out.write(buffer, 0, read);
      left -= read;
    }
    cut();
  }

  /** Ends every connection, as a network does that fails. */
  private void cut() throws IOException {
    cut = true;
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
