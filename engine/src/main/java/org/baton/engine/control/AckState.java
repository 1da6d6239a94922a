package org.baton.engine.control;

/**
 * One participant's switchover-acks.
 *
 * <pre>
 *            first answer             initial data out             ack came
 *   (none) ---------------> NEED ----------------------> SENT ---------------> SENT, nothing pending
 *                            ^                             |
 *                            +-----------------------------+
 *                              REINIT, or new initial data
 * </pre>
 *
 * <p>NEED: {@code tagged < requested}. SENT: {@code tagged == requested}. Owned by the conductor's
 * thread.
 */
final class AckState {
  private final int participant;
  private final String name;
  private final boolean precopy;
  private final AckCounters counters;
  private int tagged;
  private long requestedAtDecision;
  private long late;

  AckState(int participant, String name, boolean precopy, AckCounters counters) {
    this.participant = participant;
    this.name = name;
    this.precopy = precopy;
    this.counters = counters;
  }

  int participant() {
    return participant;
  }

  String name() {
    return name;
  }

  boolean hasPrecopy() {
    return precopy;
  }

  long requested() {
    return counters.requested().getPlain();
  }

  long received() {
    return counters.received().getPlain();
  }

  long reinits() {
    return counters.reinits().getPlain();
  }

  int tagged() {
    return tagged;
  }

  long pending() {
    return requested() - received();
  }

  /** Whether all that was asked for has been tagged. */
  boolean isSent() {
    return tagged == requested();
  }

  /** Notes how often it has re-initialised so far; true if that is oftener than before. */
  boolean countReinits(long reinits) {
    boolean again = reinits > reinits();
    if (again) {
      counters.reinits().setRelease(reinits);
    }
    return again;
  }

  /** It is decided: what is asked for from now on is late. */
  void decide() {
    requestedAtDecision = requested();
  }

  /** Counts what was asked for since the decision, or since this was called before. */
  long countLate() {
    long since = requested() - requestedAtDecision;
    requestedAtDecision = requested();
    late += since;
    return since;
  }

  /** Requests that were late. */
  long late() {
    return late;
  }

  void request() {
    counters.requested().setRelease(requested() + 1);
  }

  /** The next generation's tag goes out. */
  void tag() {
    tagged++;
  }

  void receive() {
    counters.received().setRelease(received() + 1);
  }
}
