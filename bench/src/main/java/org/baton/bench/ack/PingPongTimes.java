package org.baton.bench.ack;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * What {@code bench/peers/pingpong.c} writes for each request:
 *
 * <pre>
 *  +-------------------------------+-------------------------------+
 *  |  nanoseconds since it was due | since it was sent             |   (i64, i64, native order)
 *  +-------------------------------+-------------------------------+
 * </pre>
 */
record PingPongTimes(MemorySegment segment) {
  private static final long BYTES = 2 * Long.BYTES;

  /** Memory for so many requests. */
  static long bytes(int requests) {
    return requests * BYTES;
  }

  /**
   * From when a request was due until its answer was there.
   *
   * @throws IOException if there is no such time
   */
  long sinceDueNanos(int request) throws IOException {
    return positive(segment.get(JAVA_LONG, request * BYTES), request);
  }

  /**
   * From when it was sent.
   *
   * @throws IOException if there is no such time
   */
  long sinceSentNanos(int request) throws IOException {
    return positive(segment.get(JAVA_LONG, request * BYTES + Long.BYTES), request);
  }

  private static long positive(long nanos, int request) throws IOException {
    if (nanos <= 0) {
      throw new IOException("request %d took %d ns".formatted(request, nanos));
    }
    return nanos;
  }
}
