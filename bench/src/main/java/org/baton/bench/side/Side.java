package org.baton.bench.side;

import java.io.IOException;

/**
 * One end of a peer, in a process of its own: moves the content once a round.
 *
 * <p><b>Threading:</b> one thread calls; what threads a side has besides is its own affair.
 */
public interface Side extends AutoCloseable {
  /** Where it listens, once it does; nothing for a source. */
  String listening();

  /**
   * Connects, or accepts, and has its buffers touched. Not measured.
   *
   * @param bytes what the round will move
   */
  void prepare(long bytes) throws Exception;

  /**
   * Moves the bytes. A source returns when it knows that all of them have been written and that the
   * checksums of both ends are the same; if they are not, that is an exception.
   *
   * @param bytes the content from its beginning
   * @param meter to be started before the first byte is read, and stopped when all is known
   * @return the checksum, CRC32C of each channel's part, joined by exclusive or
   */
  int move(long bytes, Meter meter) throws Exception;

  /** Closes what {@link #prepare} has opened. Not measured. */
  void finish() throws Exception;

  @Override
  void close() throws IOException;
}
