package org.baton.engine.pipeline;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.baton.transport.message.ChunkKind;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Two participants' threads hand chunks to the ring of one channel, whose thread empties it. */
@JCStressTest
@State
@Outcome(id = "both, each once", expect = ACCEPTABLE, desc = "In whatever order.")
@Outcome(id = "lost", expect = FORBIDDEN, desc = "A chunk that nobody will send or give back.")
@Outcome(id = "twice", expect = FORBIDDEN, desc = "A chunk that two will give back.")
@Outcome(id = "mixed", expect = FORBIDDEN, desc = "A description of parts of both.")
public class TwoPublishersStress {
  private static final int FIRST = 1;
  private static final int SECOND = 2;

  private final ChunkRing ring = new ChunkRing(2);
  private final SendAgentProxy channel = new SendAgentProxy(ring, new StressedChannel());
  private int firsts;
  private int seconds;
  private boolean mixed;

  /** A participant's thread. */
  @Actor
  public void first() {
    channel.send(FIRST, FIRST, FIRST, FIRST, ChunkKind.PRECOPY, FIRST);
  }

  /** Another participant's thread. */
  @Actor
  public void second() {
    channel.send(SECOND, SECOND, SECOND, SECOND, ChunkKind.STOP_COPY, SECOND);
  }

  /** The channel's thread. */
  @Arbiter
  public void channel(L_Result result) {
    while (ring.poll(this::take)) {
      // Until it is empty.
    }
    if (mixed) {
      result.r1 = "mixed";
    } else if (firsts == 0 || seconds == 0) {
      result.r1 = "lost";
    } else {
      result.r1 = firsts == 1 && seconds == 1 ? "both, each once" : "twice";
    }
  }

  private boolean take(Chunk chunk, long position, boolean endOfBatch) {
    mixed |= chunk.sequence != chunk.participant || chunk.slot != chunk.participant;
    mixed |= chunk.payloadLength != chunk.participant;
    mixed |= (chunk.kind == ChunkKind.PRECOPY) != (chunk.participant == FIRST);
    if (chunk.participant == FIRST) {
      firsts++;
    } else {
      seconds++;
    }
    return true;
  }
}
