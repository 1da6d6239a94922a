package org.baton.engine.control;

import java.io.IOException;
import org.baton.engine.pipeline.LoadCommand;
import org.baton.engine.pipeline.LoadListener;
import org.baton.engine.pipeline.StreamTotals;

/** Brings what happens in a destination's pipeline to its conductor. */
public final class DestinationEvents implements LoadListener {
  private final DestinationConductor conductor;
  private final ConductorQueue queue;

  /** Creates a listener that fills {@code queue}. */
  public DestinationEvents(DestinationConductor conductor, ConductorQueue queue) {
    this.conductor = conductor;
    this.queue = queue;
  }

  @Override
  public void onLoaderReached(int participant, LoadCommand command) {
    queue.offer(() -> conductor.onLoaderReached(participant, command));
  }

  @Override
  public void onTag(int participant, int generation) {
    queue.offer(() -> conductor.onTag(participant, generation));
  }

  @Override
  public void onValidated(int participant, StreamTotals totals, long loadNanos) {
    queue.offer(() -> conductor.onValidated(participant, totals, loadNanos));
  }

  @Override
  public void onParticipantFailed(int participant, IOException cause) {
    queue.offer(() -> conductor.onParticipantFailed(participant, cause));
  }

  @Override
  public void onAbortFailed(int participant, IOException cause) {
    queue.offer(() -> conductor.onAbortFailed(participant, cause));
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
