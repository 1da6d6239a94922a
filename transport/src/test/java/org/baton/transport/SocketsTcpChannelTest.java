package org.baton.transport;

/** The channel suite over plain sockets and TCP. */
final class SocketsTcpChannelTest extends ChannelSuite {
  @Override
  TransportChoice choice() {
    return TransportChoice.SOCKETS;
  }

  @Override
  Wiring wiring() {
    return Wiring.TCP;
  }
}
