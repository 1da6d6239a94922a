package org.baton.bench.side;

import java.io.IOException;

/** The end of a part: both ends have computed a checksum, and now they are compared. */
public final class Checksums {
  private Checksums() {}

  /**
   * Compares.
   *
   * @param part whose checksums these are
   * @param sent what the source has computed
   * @param arrived what the destination has computed
   * @throws IOException if they differ
   */
  public static void compare(Part part, int sent, int arrived) throws IOException {
    if (sent != arrived) {
      throw new IOException(
          "the checksums of channel %d differ: %08x was sent, %08x has arrived"
              .formatted(part.channel(), sent, arrived));
    }
  }
}
