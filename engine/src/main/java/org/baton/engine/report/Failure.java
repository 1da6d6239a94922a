package org.baton.engine.report;

import org.baton.transport.wire.FailCode;
import org.jspecify.annotations.Nullable;

/**
 * Why a migration was given up.
 *
 * @param code which kind of reason
 * @param participant name of the participant that is the reason, or null
 * @param cause a sentence for people
 * @param fromPeer whether the other side gave up first, and the sentence is its
 */
public record Failure(FailCode code, @Nullable String participant, String cause, boolean fromPeer) {
  /** One line that says all of it. */
  @Override
  public String toString() {
    return (fromPeer ? "the other side: " : "")
        + code
        + (participant == null ? "" : " (" + participant + ")")
        + ": "
        + cause;
  }
}
