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
 * Slot release by credit: a chunk is handed to the channel, sent and loaded, and the credit for it
 * comes before the participant's thread has returned from handing it on.
 *
 * <p>The channel and the conductor are two threads that hand on what they know in order, so one
 * actor stands for both.
 */
@JCStressTest
@State
@Outcome(id = "not sent yet", expect = ACCEPTABLE, desc = "There is nothing to credit.")
@Outcome(id = "credited", expect = ACCEPTABLE, desc = "The credit was believed.")
@Outcome(
    id = "credit refused",
    expect = FORBIDDEN,
    desc = "A right credit was taken for a lie, which ends the migration.")
@Outcome(
    id = "half a description",
    expect = FORBIDDEN,
    desc = "The channel saw a chunk that was not described to the end.")
@Outcome(
    id = "half a chunk",
    expect = FORBIDDEN,
    desc = "The channel saw a slot without its bytes.")
public class CreditStress {
  private final StressedSource source = new StressedSource();
  private boolean described;
  private boolean written;

  /** The participant's thread. */
  @Actor
  public void participant() {
    source.saver.doWork();
  }

  /** The channel's thread, and then the conductor's. */
  @Actor
  public void channelAndConductor(L_Result result) {
    if (!source.ring.poll(this::look)) {
      result.r1 = "not sent yet";
    } else if (!described) {
      result.r1 = "half a description";
    } else if (!written) {
      result.r1 = "half a chunk";
    } else {
      boolean believed = source.credit.advance(1, source.gauges.chunks());
      result.r1 = believed ? "credited" : "credit refused";
    }
  }

  /** Nothing is left behind. */
  @Arbiter
  public void end(L_Result result) {
    if (source.isFailed()) {
      result.r1 = "half a chunk";
    }
  }

  private boolean look(Chunk chunk, long position, boolean endOfBatch) {
    described = chunk.payloadLength == Long.BYTES && chunk.sequence == 0;
    written = source.payload(0) == 1 && source.window.owner(0) == SlotOwner.RING;
    return true;
  }
}
