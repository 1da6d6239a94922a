package org.baton.bench.aeron;

/** Numbers of streams, and their channels' common words. */
final class AeronStreams {
  /** A stream of answers holds a few numbers. */
  static final String SMALL = "|term-length=64k|mtu=1408";

  static final String IPC = "aeron:ipc?alias=bench";
  static final String ANY_PORT = "127.0.0.1:0";

  private static final int ANSWERS = 100;

  private AeronStreams() {}

  /** A destination of datagrams. */
  static String udpEndpoint(String address) {
    return "aeron:udp?endpoint=" + address;
  }

  /** A source of datagrams, where their destinations register. */
  static String udpControl(String address) {
    return "aeron:udp?control-mode=dynamic|control=" + address;
  }

  static int data(int channel) {
    return 1 + channel;
  }

  static int answers(int channel) {
    return ANSWERS + channel;
  }
}
