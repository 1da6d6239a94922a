package org.baton.engine.control;

import java.util.Random;
import org.baton.engine.participant.PendingBytes;

/** Numbers of a peer or a driver that may say anything: mostly sane, or nothing would go far. */
final class HostileNumbers {
  private static final long[] EDGES = {
    0, 1, -1, 16, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE
  };

  /** The highest id that fits the wire. */
  private static final int HIGHEST_ID = 0xffff;

  private final Random random;

  HostileNumbers(Random random) {
    this.random = random;
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Anything that fits 64 bits. */
  long any() {
    return oneIn(3) ? random.nextLong() : EDGES[below(EDGES.length)];
  }

  /** A participant, mostly one that there is. */
  int participant() {
    return oneIn(8) ? below(HIGHEST_ID + 1) : below(SourceRig.PARTICIPANTS);
  }

  /** The generation of a tag or an ack, mostly a low one. */
  int generation() {
    return oneIn(8) ? below(Integer.MAX_VALUE) : below(4);
  }

  /** Sets what a driver says it has left: jumps, falls, and what no device can have. */
  void fill(PendingBytes pending, long reinits) {
    boolean sane = !oneIn(6);
    pending.set(
        sane ? below(2) * 4_096L : any(),
        sane ? below(2) * 4_096L : any(),
        sane ? 12_000 : any(),
        oneIn(20) ? any() : reinits);
  }
}
