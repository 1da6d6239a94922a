package org.baton.engine.control;

import org.baton.engine.pipeline.LoadCommand;
import org.baton.engine.pipeline.StreamTotals;
import org.jspecify.annotations.Nullable;

/** What a destination's conductor knows of one participant. */
final class LoadingState {
  final String name;
  @Nullable LoadCommand reached;
  boolean announced;
  boolean left;
  long creditedChunks;
  @Nullable StreamTotals validated;

  LoadingState(String name) {
    this.name = name;
  }
}
