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
 * Request against ack: a device re-initialises, and its data is read, while the conductor takes
 * answers. Two answers may come between two looks of the conductor, so that it never sees the one
 * with the REINIT; the count of re-initialisations in the other must do.
 */
@JCStressTest
@State
@Outcome(id = "pending", expect = ACCEPTABLE, desc = "Both answers, or the second one alone.")
@Outcome(id = "REINIT lost", expect = FORBIDDEN, desc = "No ack was asked for after a REINIT.")
@Outcome(id = "asked twice", expect = FORBIDDEN, desc = "Two acks for one REINIT.")
@Outcome(id = "wrong tags", expect = FORBIDDEN, desc = "A request without its tag, or two tags.")
@Outcome(id = "ack refused", expect = FORBIDDEN, desc = "A right ack was taken for a wrong one.")
@Outcome(id = "paused", expect = FORBIDDEN, desc = "The guest was paused with a request pending.")
public class RequestAndAckStress {
  private static final long NEW_INITIAL_BYTES = 4_096;

  private final StressedSource source =
      new StressedSource(new long[] {0, 0}, new long[] {NEW_INITIAL_BYTES, 1}, new long[] {0, 1});

  private boolean acknowledged;

  {
    source.saver.offer(SaveCommand.QUERY);
  }

  /** The device's thread: REINIT with new initial data, and then all of it is read. */
  @Actor
  public void device() {
    source.saver.doWork();
    source.saver.doWork();
  }

  /** The conductor's thread. */
  @Actor
  public void conductor(L_Result result) {
    source.round();
    if (source.tags() == 2) {
      // The tag of after the REINIT is out, so the destination may have loaded it.
      source.ack(2);
      acknowledged = true;
      result.r1 = source.isFailed() ? "ack refused" : "pending";
    } else {
      result.r1 = "pending";
    }
  }

  /** The conductor's next round. */
  @Arbiter
  public void nextRound(L_Result result) {
    source.round();
    if (source.requested() < 2) {
      result.r1 = "REINIT lost";
    } else if (source.requested() > 2) {
      result.r1 = "asked twice";
    } else if (source.tags() != 2) {
      result.r1 = "wrong tags";
    } else if (source.isPausing() && !acknowledged) {
      result.r1 = "paused";
    }
  }
}
