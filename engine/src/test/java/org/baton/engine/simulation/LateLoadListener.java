package org.baton.engine.simulation;

import java.io.IOException;
import org.baton.engine.pipeline.LoadCommand;
import org.baton.engine.pipeline.LoadListener;
import org.baton.engine.pipeline.StreamTotals;

/** Hears of what an agent did in a driver that blocked when the driver has let go of it. */
record LateLoadListener(LoadListener listener, Timeline timeline) implements LoadListener {
  @Override
  public void onLoaderReached(int participant, LoadCommand command) {
    timeline.after(0, () -> listener.onLoaderReached(participant, command));
  }

  @Override
  public void onTag(int participant, int generation) {
    timeline.after(0, () -> listener.onTag(participant, generation));
  }

  @Override
  public void onAbortFailed(int participant, IOException cause) {
    timeline.after(0, () -> listener.onAbortFailed(participant, cause));
  }

  @Override
  public void onValidated(int participant, StreamTotals totals, long loadNanos) {
    timeline.after(0, () -> listener.onValidated(participant, totals, loadNanos));
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
