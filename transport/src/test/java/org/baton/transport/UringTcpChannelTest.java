package org.baton.transport;

/** The channel suite over io_uring and TCP. */
final class UringTcpChannelTest extends ChannelSuite {
  @Override
  TransportChoice choice() {
    return TransportChoice.IO_URING;
  }

  @Override
  Wiring wiring() {
    return Wiring.TCP;
  }
}
