package org.baton.engine.control;

import org.baton.engine.pipeline.LoadCommand;
import org.baton.engine.pipeline.StreamTotals;
import org.jspecify.annotations.Nullable;

/** What a destination's conductor knows of one participant. */
final class LoadingState extends ParticipantState<LoadCommand> {
  final boolean precopy;
  int tags;
  boolean announced;
  long creditedChunks;
  @Nullable StreamTotals validated;

  LoadingState(String name, boolean precopy) {
    super(name);
    this.precopy = precopy;
  }
}
