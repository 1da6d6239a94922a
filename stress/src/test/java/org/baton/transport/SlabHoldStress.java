package org.baton.transport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Hold against close: a channel is made over a slab that is being closed. */
@JCStressTest
@State
@Outcome(id = "held, refused", expect = ACCEPTABLE, desc = "The channel came first.")
@Outcome(id = "refused, closed", expect = ACCEPTABLE, desc = "The end came first.")
@Outcome(id = "held, closed", expect = FORBIDDEN, desc = "A channel over memory that is unmapped.")
@Outcome(id = "refused, refused", expect = FORBIDDEN, desc = "Refused for the sake of nobody.")
@Outcome(id = ".*, left open", expect = FORBIDDEN, desc = "Memory that cannot be given back.")
public class SlabHoldStress {
  private final Slab slab = StressedMemory.slab();
  private @Nullable SlabHold hold;

  /** Whoever makes a channel. */
  @Actor
  public void channel(LL_Result result) {
    try {
      hold = slab.hold();
      result.r1 = "held";
    } catch (IllegalStateException e) {
      result.r1 = "refused";
    }
  }

  /** Whoever ends the migration. */
  @Actor
  public void end(LL_Result result) {
    try {
      slab.close();
      result.r2 = "closed";
    } catch (IllegalStateException e) {
      result.r2 = "refused";
    }
  }

  /** Everything is given back. */
  @Arbiter
  public void giveBack(LL_Result result) {
    SlabHold held = hold;
    if (held != null) {
      held.close();
    }
    try {
      slab.close();
    } catch (IllegalStateException e) {
      result.r2 = "left open";
    }
  }
}
