package org.baton.transport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Release against close, and against itself: two threads give back the same hold of a slab, of
 * which another hold is left.
 */
@JCStressTest
@State
@Outcome(id = "held by the other", expect = ACCEPTABLE, desc = "Given back once.")
@Outcome(
    id = "given back twice",
    expect = FORBIDDEN,
    desc = "The memory was unmapped under the hold that is left.")
@Outcome(id = "lost", expect = FORBIDDEN, desc = "Given back, and the slab is still held.")
public class SlabReleaseStress {
  private final Slab slab = StressedMemory.slab();
  private final SlabHold first = slab.hold();
  private final SlabHold second = slab.hold();

  /** The channel's own thread. */
  @Actor
  public void channel() {
    first.close();
  }

  /** Whoever ends the migration, and closes all channels to be sure. */
  @Actor
  public void end() {
    first.close();
  }

  /** The end of the slab. */
  @Arbiter
  public void close(L_Result result) {
    try {
      slab.close();
      result.r1 = "given back twice";
      return;
    } catch (IllegalStateException e) {
      result.r1 = "held by the other";
    }
    second.close();
    try {
      slab.close();
    } catch (IllegalStateException e) {
      result.r1 = "lost";
    }
  }
}
