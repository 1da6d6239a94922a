package org.baton.engine.pipeline;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A participant that finds no credit goes to rest while the credit comes: whoever brings it must
 * then wake it, or it would rest although it may go on.
 */
@JCStressTest
@State
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "It found the credit.")
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "It found the credit, and was woken too.")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "It found none, and was woken.")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "It rests, and nobody wakes it.")
public class CreditWakeStress {
  private static final int WINDOW_CHUNKS = 1;

  private final CreditWindow credit = new CreditWindow(WINDOW_CHUNKS, WINDOW_CHUNKS);

  {
    credit.sent();
  }

  /** The participant's thread wants chunk 1. */
  @Actor
  public void participant(ZZ_Result result) {
    result.r1 = credit.covers(1);
  }

  /** The conductor hears that chunk 0 is loaded. */
  @Actor
  public void conductor(ZZ_Result result) {
    credit.advance(1, 1);
    result.r2 = credit.takeAwaited();
  }
}
