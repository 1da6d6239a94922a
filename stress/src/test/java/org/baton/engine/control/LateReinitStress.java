package org.baton.engine.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.baton.engine.pipeline.SaveCommand;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Gate against late request, after the decision: the guest stands still, the device is asked for
 * the last time in PRE_COPY and answers REINIT. Here the conductor goes on in the moment in which
 * it hears that the question was answered, not at the end of its round.
 */
@JCStressTest
@State
@Outcome(id = "heard at once", expect = ACCEPTABLE, desc = "It retreats in this round.")
@Outcome(id = "heard later", expect = ACCEPTABLE, desc = "It retreats in the next round.")
@Outcome(
    id = "went on without the answer",
    expect = FORBIDDEN,
    desc = "To P2P, where mlx5 does not say REINIT any more.")
public class LateReinitStress {
  private final StressedSource source =
      StressedSource.paused(new long[] {0, 0}, new long[] {0, 0}, new long[] {0, 1});

  /** The device's thread. */
  @Actor
  public void device() {
    source.saver.doWork();
  }

  /** The conductor's thread. */
  @Actor
  public void conductor(L_Result result) {
    source.round();
    result.r1 = source.lastCommand() == SaveCommand.RETREAT ? "heard at once" : "heard later";
  }

  /** The conductor's next round. */
  @Arbiter
  public void nextRound(L_Result result) {
    source.round();
    if (source.lastCommand() != SaveCommand.RETREAT) {
      result.r1 = "went on without the answer";
    }
  }
}
