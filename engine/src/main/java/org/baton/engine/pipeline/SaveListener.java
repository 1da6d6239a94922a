package org.baton.engine.pipeline;

/** Hears what happens in a source's data plane. Threading as in {@link PipelineListener}. */
public interface SaveListener extends PipelineListener {
  /** A participant has done what it was told. */
  void onSaverReached(int participant, SaveCommand command);

  /** A participant's stream has been read to its end. */
  void onStreamEnd(int participant, StreamTotals totals);
}
