package org.baton.bench.ack;

import java.io.IOException;
import org.baton.bench.harness.StageTimes;

/** Who can be asked, and answers. */
interface RoundTrips extends AutoCloseable {
  /** In reports. */
  String name();

  /** Which of the times are those of the round trip. */
  String tag();

  /**
   * One round: many requests, one every so often.
   *
   * @return what each took, by tag
   * @throws IOException if a side fails, or something else has arrived than was sent
   */
  StageTimes round() throws IOException;

  @Override
  void close() throws IOException;
}
