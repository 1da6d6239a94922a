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
 * Slot release against close at the source: the participant's thread hands on its last chunks, the
 * channel's sends and releases some of them, and then the channel's agent is closed.
 *
 * <p>By design it is closed only when the participant's thread has ended, see {@link AgentHost}; so
 * closing comes after both actors here. What it meets is whatever they left: chunks in the ring, at
 * the channel, given back.
 */
@JCStressTest
@State
@Outcome(id = "0 sent", expect = ACCEPTABLE, desc = "All were in the ring.")
@Outcome(id = "1 sent", expect = ACCEPTABLE, desc = "One was at the channel, one in the ring.")
@Outcome(id = "2 sent", expect = ACCEPTABLE, desc = "None was in the ring.")
@Outcome(id = "lost", expect = FORBIDDEN, desc = "A slot that nobody gave back.")
@Outcome(id = "given back twice", expect = FORBIDDEN, desc = "A slot by who did not own it.")
public class SlotsAtCloseStress {
  private final StressedSource source = new StressedSource();

  /** The participant's thread. */
  @Actor
  public void participant() {
    source.saver.doWork();
    source.saver.doWork();
  }

  /** The channel's thread. */
  @Actor
  public void channel() {
    source.sender.doWork();
    source.sender.doWork();
  }

  /** The channel's thread, when the participant's has ended. */
  @Arbiter
  public void close(L_Result result) {
    int sends = source.channel.sends();
    try {
      source.sender.onClose();
    } catch (IllegalStateException e) {
      result.r1 = "given back twice";
      return;
    }
    if (source.isFailed()) {
      result.r1 = "given back twice";
    } else {
      result.r1 = source.window.inUse() == 0 ? sends + " sent" : "lost";
    }
  }
}
