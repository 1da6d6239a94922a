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
 * Slot release at the source: the channel gives back the slot of chunk 1, into which the
 * participant reads chunk 3 as soon as it may.
 */
@JCStressTest
@State
@Outcome(id = "in time", expect = ACCEPTABLE, desc = "The participant found the slot free.")
@Outcome(id = "too late", expect = ACCEPTABLE, desc = "The participant found the slot in use.")
@Outcome(
    id = "sent the next chunk's bytes",
    expect = FORBIDDEN,
    desc = "The slot was written while the kernel still read it.")
@Outcome(id = "lost", expect = FORBIDDEN, desc = "The slot is free, and nobody may have it.")
@Outcome(id = "owned twice", expect = FORBIDDEN, desc = "Two stages took themselves for its owner.")
public class SlotReuseStress {
  private static final int WINDOW_CHUNKS = 2;

  private final StressedSource source = new StressedSource();
  private long sent;

  {
    for (int i = 0; i < WINDOW_CHUNKS; i++) {
      source.saver.doWork();
    }
    source.sender.doWork();
    source.credit.advance(1, source.gauges.chunks());
  }

  /** The participant's thread. */
  @Actor
  public void participant() {
    source.saver.doWork();
  }

  /** The channel's thread: the kernel reads the chunk, and then gives it back. */
  @Actor
  public void channel() {
    sent = source.payload(0);
    source.channel.poll(source.sender);
  }

  /** The participant, once more. */
  @Arbiter
  public void judge(L_Result result) {
    boolean inTime = source.gauges.chunks() > WINDOW_CHUNKS;
    source.saver.doWork();
    if (source.isFailed()) {
      result.r1 = "owned twice";
    } else if (sent != 1) {
      result.r1 = "sent the next chunk's bytes";
    } else if (source.gauges.chunks() != WINDOW_CHUNKS + 1 || source.payload(0) == 1) {
      result.r1 = "lost";
    } else {
      result.r1 = inTime ? "in time" : "too late";
    }
  }
}
