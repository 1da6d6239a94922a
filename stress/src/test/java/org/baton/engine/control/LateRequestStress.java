package org.baton.engine.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Gate against late request, before the decision: the gate looks open, the device is asked once
 * more and answers REINIT. The conductor decides once it hears that the question was answered, and
 * then the answer must be there.
 */
@JCStressTest
@State
@Outcome(id = "heard at once", expect = ACCEPTABLE, desc = "The gate is shut in this round.")
@Outcome(id = "heard later", expect = ACCEPTABLE, desc = "The gate is shut in the next round.")
@Outcome(
    id = "decided on an old answer",
    expect = FORBIDDEN,
    desc = "The guest was paused while a request was pending.")
@Outcome(id = "request lost", expect = FORBIDDEN, desc = "The REINIT asked for nothing.")
public class LateRequestStress {
  private final StressedSource source = new StressedSource(new long[] {0, 0}, new long[] {0, 1});

  /** The device's thread. */
  @Actor
  public void device() {
    source.saver.doWork();
  }

  /** The conductor's thread. */
  @Actor
  public void conductor(L_Result result) {
    source.round();
    result.r1 = source.requested() == 2 ? "heard at once" : "heard later";
  }

  /** The conductor's next round. */
  @Arbiter
  public void nextRound(L_Result result) {
    source.round();
    if (source.isPausing()) {
      result.r1 = "decided on an old answer";
    } else if (source.requested() != 2) {
      result.r1 = "request lost";
    }
  }
}
