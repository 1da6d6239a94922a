package org.baton.engine.pipeline;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A peer sends one chunk over two channels at once: one is taken, the other is its mistake. */
@JCStressTest
@State
@Outcome(id = "in time, came twice", expect = ACCEPTABLE, desc = "The first channel was quicker.")
@Outcome(id = "came twice, in time", expect = ACCEPTABLE, desc = "The second channel was quicker.")
@Outcome(
    id = "in time, in time",
    expect = FORBIDDEN,
    desc = "Two channels receive into the same bytes.")
@Outcome(id = "came twice, came twice", expect = FORBIDDEN, desc = "Nobody has the chunk.")
@Outcome(
    id = {"owned twice, in time", "in time, owned twice"},
    expect = FORBIDDEN,
    desc = "The peer's mistake was taken for one of Baton itself.")
public class DoubledChunkStress {
  private final StressedDestination destination = new StressedDestination();

  /** A channel's thread. */
  @Actor
  public void first(LL_Result result) {
    result.r1 = destination.claim(0);
  }

  /** Another channel's thread. */
  @Actor
  public void second(LL_Result result) {
    result.r2 = destination.claim(0);
  }
}
