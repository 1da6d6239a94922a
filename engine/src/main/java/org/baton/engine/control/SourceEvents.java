package org.baton.engine.control;

import java.io.IOException;
import java.util.function.IntConsumer;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.pipeline.SaveListener;
import org.baton.engine.pipeline.StreamTotals;

/** Brings what happens in a source's pipeline to its conductor. */
public final class SourceEvents implements SaveListener {
  private final SourceConductor conductor;
  private final ConductorQueue queue;
  private final IntConsumer feed;

  /**
   * Creates a listener that fills {@code queue}.
   *
   * @param feed tells the conductor what a participant's gauges say; called on its thread
   */
  public SourceEvents(SourceConductor conductor, ConductorQueue queue, IntConsumer feed) {
    this.conductor = conductor;
    this.queue = queue;
    this.feed = feed;
  }

  @Override
  public void onSaverReached(int participant, SaveCommand command) {
    queue.offer(
        () -> {
          // Whoever was asked has answered before it said so, and its answer must come first.
          feed.accept(participant);
          conductor.onSaverReached(participant, command);
        });
  }

  @Override
  public void onStreamEnd(int participant, StreamTotals totals) {
    queue.offer(() -> conductor.onStreamEnd(participant, totals));
  }

  @Override
  public void onParticipantFailed(int participant, IOException cause) {
    queue.offer(() -> conductor.onParticipantFailed(participant, cause));
  }

  @Override
  public void onRecoveryFailed(int participant, SaveCommand command, IOException cause) {
    queue.offer(() -> conductor.onRecoveryFailed(participant, command, cause));
  }

  @Override
  public void onProgress() {
    queue.nudge();
  }

  @Override
  public void onChannelClosed(int channel, IOException cause) {
    queue.offer(() -> conductor.onChannelClosed(channel, cause));
  }
}
