package org.baton.transport;

/** The channel suite over io_uring and unix sockets. */
final class UringUnixChannelTest extends ChannelSuite {
  @Override
  TransportChoice choice() {
    return TransportChoice.IO_URING;
  }

  @Override
  Wiring wiring() {
    return Wiring.UNIX;
  }
}
