package org.baton.engine.simulation;

import java.io.IOException;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.pipeline.SaveListener;
import org.baton.engine.pipeline.StreamTotals;

/** Hears of what an agent did in a driver that blocked when the driver has let go of it. */
record LateSaveListener(SaveListener listener, Timeline timeline) implements SaveListener {
  @Override
  public void onSaverReached(int participant, SaveCommand command) {
    timeline.after(0, () -> listener.onSaverReached(participant, command));
  }

  @Override
  public void onRecoveryFailed(int participant, SaveCommand command, IOException cause) {
    timeline.after(0, () -> listener.onRecoveryFailed(participant, command, cause));
  }

  @Override
  public void onStreamEnd(int participant, StreamTotals totals) {
    timeline.after(0, () -> listener.onStreamEnd(participant, totals));
  }

  @Override
  public void onParticipantFailed(int participant, IOException cause) {
    timeline.after(0, () -> listener.onParticipantFailed(participant, cause));
  }

  @Override
  public void onChannelClosed(int channel, IOException cause) {
    timeline.after(0, () -> listener.onChannelClosed(channel, cause));
  }
}
