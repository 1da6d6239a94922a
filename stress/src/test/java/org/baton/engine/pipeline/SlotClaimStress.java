package org.baton.engine.pipeline;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Slot release at the destination: the participant's thread loads chunk 0 and gives its slot back,
 * while the channel's takes it for chunk 1. Then both agents are closed, the channel's first.
 */
@JCStressTest
@State
@Outcome(id = "in time", expect = ACCEPTABLE, desc = "The channel found the slot free.")
@Outcome(id = "too early", expect = ACCEPTABLE, desc = "Outside the window: a peer without credit.")
@Outcome(
    id = "came twice",
    expect = FORBIDDEN,
    desc = "A right chunk was taken for a double: it was counted before its slot was free.")
@Outcome(
    id = "loaded the next chunk's bytes",
    expect = FORBIDDEN,
    desc = "The slot was received into while the driver read it.")
@Outcome(id = "lost", expect = FORBIDDEN, desc = "A slot in use when all is closed.")
@Outcome(id = "owned twice", expect = FORBIDDEN, desc = "Two stages took themselves for its owner.")
public class SlotClaimStress {
  private final StressedDestination destination = new StressedDestination();

  {
    destination.claim(0);
    destination.deliver(0);
  }

  /** The participant's thread. */
  @Actor
  public void participant() {
    destination.loader.doWork();
  }

  /** The channel's thread. */
  @Actor
  public void channel(L_Result result) {
    result.r1 = destination.claim(1);
  }

  /** The channel's agent is closed in the middle of a chunk, then the participant's. */
  @Arbiter
  public void close(L_Result result) {
    if (result.r1.equals("in time")) {
      destination.proxy.disclaim(1, StressedDestination.ONLY_SLOT);
    }
    destination.loader.onClose();
    if (destination.isFailed()) {
      result.r1 = "owned twice";
    } else if (destination.loaded() > 1) {
      result.r1 = "loaded the next chunk's bytes";
    } else if (destination.window.inUse() > 0) {
      result.r1 = "lost";
    }
  }
}
