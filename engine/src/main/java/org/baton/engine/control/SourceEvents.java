package org.baton.engine.control;

import java.io.IOException;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.pipeline.SaveListener;
import org.baton.engine.pipeline.StreamTotals;

/** Brings what happens in a source's pipeline to its conductor. */
public final class SourceEvents implements SaveListener {
  private final SourceConductor conductor;
  private final ConductorQueue queue;

  /** Creates a listener that fills {@code queue}. */
  public SourceEvents(SourceConductor conductor, ConductorQueue queue) {
    this.conductor = conductor;
    this.queue = queue;
  }

  @Override
  public void onSaverReached(int participant, SaveCommand command) {
    queue.offer(() -> conductor.onSaverReached(participant, command));
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
  public void onChannelClosed(int channel, IOException cause) {
    queue.offer(() -> conductor.onChannelClosed(channel, cause));
  }
}
