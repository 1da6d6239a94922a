package org.baton.transport;

/** The channel suite over plain sockets and unix sockets. */
final class SocketsUnixChannelTest extends ChannelSuite {
  @Override
  TransportChoice choice() {
    return TransportChoice.SOCKETS;
  }

  @Override
  Wiring wiring() {
    return Wiring.UNIX;
  }
}
