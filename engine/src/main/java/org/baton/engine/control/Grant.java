package org.baton.engine.control;

import org.baton.transport.message.Hello;
import org.baton.transport.message.Limits;
import org.baton.transport.message.ProtocolException;
import org.baton.transport.wire.FailCode;

/** Checks a destination's answer to a Hello: it may grant less than was offered, and no more. */
final class Grant {
  private Grant() {}

  /**
   * Checks an answer.
   *
   * @throws ProtocolException if something was granted that was not offered
   */
  static void check(Hello offer, int version, int windowChunks, int chunkBytes, long capabilities)
      throws ProtocolException {
    if (version < offer.minVersion() || version > offer.maxVersion()) {
      throw new ProtocolException(FailCode.VERSION, "version " + version + " was not offered");
    }
    if (Integer.bitCount(windowChunks) != 1
        || windowChunks > offer.windowChunks()
        || chunkBytes < Limits.MIN_CHUNK_BYTES
        || chunkBytes > offer.chunkBytes()) {
      throw new ProtocolException(
          "granted " + windowChunks + " chunks of " + chunkBytes + " bytes, which was not offered");
    }
    if ((capabilities & ~offer.capabilities()) != 0) {
      throw new ProtocolException(
          "capabilities %x were granted, %x offered".formatted(capabilities, offer.capabilities()));
    }
  }
}
