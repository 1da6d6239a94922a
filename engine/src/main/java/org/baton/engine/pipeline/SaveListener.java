package org.baton.engine.pipeline;

import java.io.IOException;

/** Hears what happens in a source's data plane. Threading as in {@link PipelineListener}. */
public interface SaveListener extends PipelineListener {
  /** A participant has done what it was told. */
  void onSaverReached(int participant, SaveCommand command);

  /** A participant could not be brought back, or could not end in order. */
  void onRecoveryFailed(int participant, SaveCommand command, IOException cause);

  /** A participant's stream has been read to its end. */
  void onStreamEnd(int participant, StreamTotals totals);
}
