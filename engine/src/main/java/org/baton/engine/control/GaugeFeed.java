package org.baton.engine.control;

import org.baton.engine.participant.PendingBytes;
import org.baton.engine.pipeline.SaverGauges;

/**
 * Tells a source's conductor what the gauges of its participants say: how far each is, and each
 * answer once. An answer that came and went between two looks is not told; what it said of
 * re-initialisations is in the next.
 *
 * <p>Owned by the conductor's thread.
 */
public final class GaugeFeed {
  private final SourceConductor conductor;
  private final PendingBytes pending = new PendingBytes();
  private final long[] answers;

  /**
   * Creates a feed that has told nothing.
   *
   * @param participants how many there are
   */
  public GaugeFeed(SourceConductor conductor, int participants) {
    this.conductor = conductor;
    this.answers = new long[participants];
  }

  /** Tells what is new. */
  public void feed(int participant, SaverGauges gauges) {
    long savedBytes = gauges.precopyBytes() + gauges.stopCopyBytes();
    conductor.onSaved(participant, savedBytes, gauges.readNanos());
    long answer = gauges.lastQuery(pending);
    if (answer != answers[participant]) {
      answers[participant] = answer;
      conductor.onPending(participant, pending);
    }
  }
}
