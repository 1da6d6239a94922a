package org.baton.engine.control;

import java.util.List;
import java.util.stream.Collectors;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.engine.telemetry.SwitchoverListener;
import org.baton.transport.message.ControlMessages;
import org.jspecify.annotations.Nullable;

/**
 * The source's account of switchover-acks: which device asked for how many, and which have come.
 * The gate of the switchover opens when nothing is pending.
 *
 * <p><b>Ownership:</b> one thread, the conductor's, writes everything here, in the order of the
 * events that it takes; so no step can race with another, and no lock is needed. A request is
 * raised by an answer of a device, always before its tag is ordered; the tag is ordered before the
 * destination can see it; so an ack that finds nothing to acknowledge is the peer's mistake. The
 * counts themselves are {@link AckCounters}: single writer, release stores, read by whoever
 * watches.
 */
final class AckLedger {
  private final SwitchoverAckMode mode;
  private final List<AckState> states;
  private final SwitchoverListener listener;
  private long requests;
  private @Nullable AckState lastRequester;
  private boolean legacyAcked;

  /**
   * Opens an account.
   *
   * @param mode what both sides agreed on
   * @param states one for each participant
   * @param listener hears of requests and re-initialisations
   */
  AckLedger(SwitchoverAckMode mode, List<AckState> states, SwitchoverListener listener) {
    this.mode = mode;
    this.states = states;
    this.listener = listener;
    if (mode == SwitchoverAckMode.LEGACY) {
      states.stream().filter(AckState::hasPrecopy).forEach(this::request);
    }
  }

  /** What both sides agreed on. */
  SwitchoverAckMode mode() {
    return mode;
  }

  /** One participant's part. */
  AckState state(int participant) {
    return states.get(participant);
  }

  /**
   * A device said what it has left to read.
   *
   * @param initialBytes initial data not read yet
   * @param reinits how often it has re-initialised so far
   * @return whether its tag is to be sent now
   */
  boolean onAnswer(int participant, long initialBytes, long reinits) {
    AckState state = states.get(participant);
    boolean reinit = state.countReinits(reinits);
    if (reinit) {
      listener.onReinit(state.name(), reinits);
    }
    if (mode == SwitchoverAckMode.OFF || !state.hasPrecopy()) {
      return false;
    }
    boolean needsAgain = state.requested() == 0 || reinit || initialBytes != 0;
    if (mode == SwitchoverAckMode.REUSABLE && state.isSent() && needsAgain) {
      request(state);
    }
    if (initialBytes != 0 || state.isSent()) {
      return false;
    }
    state.tag();
    return true;
  }

  /**
   * An ack came.
   *
   * @param participant who is acknowledged, or {@link ControlMessages#NO_PARTICIPANT} for all
   * @return what is wrong with it, or null
   */
  @Nullable String onAck(int participant, int generation) {
    if (mode == SwitchoverAckMode.OFF) {
      return "a switchover-ack although they were not agreed upon";
    }
    if (mode == SwitchoverAckMode.LEGACY) {
      return onLegacyAck(participant, generation);
    }
    if (participant < 0 || participant >= states.size()) {
      return "a switchover-ack for participant " + participant + " of " + states.size();
    }
    AckState state = states.get(participant);
    if (generation != state.received() + 1 || generation > state.tagged()) {
      return "a switchover-ack of generation %d for %s: %d of %d tags are acknowledged already"
          .formatted(generation, state.name(), state.received(), state.tagged());
    }
    state.receive();
    return null;
  }

  private @Nullable String onLegacyAck(int participant, int generation) {
    boolean early = states.stream().anyMatch(state -> state.hasPrecopy() && !state.isSent());
    if (participant != ControlMessages.NO_PARTICIPANT || generation != 1 || legacyAcked || early) {
      return "a switchover-ack that legacy mode does not know: there is one, for all, after all"
          + " tags";
    }
    legacyAcked = true;
    states.stream().filter(AckState::hasPrecopy).forEach(AckState::receive);
    return null;
  }

  /** Whether the source may go over, as far as acks are concerned. */
  boolean isOpen() {
    return switch (mode) {
      case OFF -> true;
      case LEGACY -> legacyAcked;
      case REUSABLE -> isAllAcknowledged();
    };
  }

  /** A loop and no stream: it is asked in every tick, and a stream leaves garbage. */
  private boolean isAllAcknowledged() {
    for (AckState state : states) {
      if (state.pending() != 0 || (state.requested() == 0 && state.hasPrecopy())) {
        return false;
      }
    }
    return true;
  }

  /** How often an ack was asked for, by all together. */
  long requests() {
    return requests;
  }

  /** Who asked last. */
  @Nullable AckState lastRequester() {
    return lastRequester;
  }

  /** Whether a participant's ack is waited for. */
  boolean isMissing(AckState state) {
    return state.hasPrecopy() && (state.pending() > 0 || state.requested() == 0);
  }

  /** Who is waited for, for people. */
  String waitingFor() {
    return states.stream()
        .filter(this::isMissing)
        .map(
            state ->
                state.name()
                    + (state.isSent() ? "'s ack" : "'s initial data")
                    + " (generation "
                    + state.requested()
                    + ")")
        .collect(Collectors.joining(", "));
  }

  private void request(AckState state) {
    state.request();
    requests++;
    lastRequester = state;
    listener.onRequest(state.name(), state.requested());
  }
}
