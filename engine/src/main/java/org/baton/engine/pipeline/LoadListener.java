package org.baton.engine.pipeline;

import java.io.IOException;

/** Hears what happens in a destination's data plane. Threading as in {@link PipelineListener}. */
public interface LoadListener extends PipelineListener {
  /** A participant has done what it was told. */
  void onLoaderReached(int participant, LoadCommand command);

  /** A participant has loaded everything before a tag. */
  void onTag(int participant, int generation);

  /** A participant could not be brought back. */
  void onAbortFailed(int participant, IOException cause);

  /**
   * A participant is loaded whole, its digest was equal, and it left RESUMING.
   *
   * @param loadNanos time spent writing it
   */
  void onValidated(int participant, StreamTotals totals, long loadNanos);
}
