package org.baton.engine.control;

import org.jspecify.annotations.Nullable;

/**
 * What a conductor knows of one participant on its own side.
 *
 * @param <C> what it can be told
 */
abstract class ParticipantState<C extends Enum<C>> {
  /** Its name. */
  final String name;

  /** The last thing that it was told and has done. */
  @Nullable C reached;

  /** Whether it has nothing more to do with the migration. */
  boolean left;

  ParticipantState(String name) {
    this.name = name;
  }
}
