package org.baton.engine.control;

import java.util.List;
import org.baton.engine.pipeline.LoadCommand;
import org.baton.engine.pipeline.StreamTotals;

/**
 * What a {@link DestinationConductor} has done for it. No call blocks; answers come back as events.
 */
public interface DestinationActions {
  /**
   * Makes slots ready and takes the data channels that will connect.
   *
   * @param order for each participant of the offer the index of its counterpart here
   * @param windowChunks chunks in flight, per participant
   * @param chunkBytes longest payload
   */
  void bind(List<Integer> order, int windowChunks, int chunkBytes);

  /** Tells a participant what to do next. */
  void command(int participant, LoadCommand command);

  /** Tells a participant how long its stream is. */
  void expect(int participant, StreamTotals totals);

  /** Resumes the guest, here. */
  void resumeGuest();
}
