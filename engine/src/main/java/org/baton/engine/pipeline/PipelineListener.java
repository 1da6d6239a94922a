package org.baton.engine.pipeline;

import java.io.IOException;

/**
 * Hears what happens in the data plane of either side. Called on data-plane threads; an
 * implementation hands over to the conductor's thread and returns at once.
 */
public interface PipelineListener {
  /** A participant failed; it does nothing more but what brings it back. */
  void onParticipantFailed(int participant, IOException cause);

  /**
   * Gauges have moved so far that somebody should look at them before its next tick. Comes again
   * and again while data flows, so it must cost little.
   */
  default void onProgress() {}

  /** A data channel is over. */
  void onChannelClosed(int channel, IOException cause);
}
