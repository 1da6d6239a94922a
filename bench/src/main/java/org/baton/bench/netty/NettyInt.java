package org.baton.bench.netty;

import io.netty.buffer.ByteBuf;

/** A number of four bytes that may arrive in pieces. */
final class NettyInt {
  private int value;
  private int missing = Integer.BYTES;

  /**
   * Takes what it lacks.
   *
   * @return whether it is complete
   */
  boolean take(ByteBuf from) {
    for (; missing > 0 && from.isReadable(); missing--) {
      value = value << Byte.SIZE | from.readUnsignedByte();
    }
    return missing == 0;
  }

  int value() {
    return value;
  }
}
