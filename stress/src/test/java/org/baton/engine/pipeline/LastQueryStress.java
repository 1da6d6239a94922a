package org.baton.engine.pipeline;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.baton.engine.participant.PendingBytes;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Latch against query: a participant's thread publishes answers, the conductor's copies the last.
 *
 * <p>The latch of a REINIT itself has one thread, the participant's, which asks the driver and
 * empties the latch; what crosses threads is the answer, with the count of re-initialisations in
 * it. So the answer must come over whole.
 */
@JCStressTest
@State
@Outcome(id = "none yet", expect = ACCEPTABLE, desc = "Asked before the first answer.")
@Outcome(id = "an answer", expect = ACCEPTABLE, desc = "One answer, whole.")
@Outcome(id = "torn", expect = FORBIDDEN, desc = "Parts of two answers.")
@Outcome(id = "REINIT of another answer", expect = FORBIDDEN, desc = "The count of a later one.")
@Outcome(id = "misnumbered", expect = FORBIDDEN, desc = "An answer under another one's number.")
@Outcome(id = "backwards", expect = FORBIDDEN, desc = "An earlier answer after a later one.")
public class LastQueryStress {
  private static final int ANSWERS = 3;

  private final SaverGauges gauges = new SaverGauges();
  private final PendingBytes answer = new PendingBytes();
  private final PendingBytes seen = new PendingBytes();

  /** The participant's thread. */
  @Actor
  public void participant() {
    for (long number = 1; number <= ANSWERS; number++) {
      answer.set(number, number, number, number);
      gauges.answered(answer);
    }
  }

  /** The conductor's thread. */
  @Actor
  public void conductor(L_Result result) {
    long first = gauges.lastQuery(seen);
    String judgement = judge(first);
    if (!judgement.equals("an answer") && first != 0) {
      result.r1 = judgement;
      return;
    }
    long second = gauges.lastQuery(seen);
    result.r1 = second < first ? "backwards" : judge(second);
  }

  private String judge(long number) {
    if (number == 0) {
      return "none yet";
    }
    long initial = seen.initialBytes();
    if (seen.dirtyBytes() != initial || seen.stopCopyBytes() != initial) {
      return "torn";
    }
    if (seen.reinits() != initial) {
      return "REINIT of another answer";
    }
    return initial == number ? "an answer" : "misnumbered";
  }
}
