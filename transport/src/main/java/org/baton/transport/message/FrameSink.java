package org.baton.transport.message;

import org.agrona.MutableDirectBuffer;

/** Where an encoder puts its frames. Owned by one thread. */
public interface FrameSink {
  /**
   * Makes room for a frame.
   *
   * @param maxBytes the frame will not be longer
   * @return where in {@link #buffer()} it may begin
   */
  int claim(int maxBytes);

  /** What {@link #claim} points into. May change with every claim. */
  MutableDirectBuffer buffer();

  /**
   * Sends the frame that was claimed last.
   *
   * @param bytes its real length
   */
  void commit(int bytes);
}
