package org.baton.engine.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** Draws. */
final class Dice {
  private static final int PERCENT = 100;

  private final SplittableRandom random;

  Dice(SplittableRandom random) {
    this.random = random;
  }

  /** True so many times of a hundred. */
  boolean chance(int percent) {
    return random.nextInt(PERCENT) < percent;
  }

  /** From 0, below {@code bound}. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** From 0 to {@code most}. */
  long upTo(long most) {
    return random.nextLong(most + 1);
  }

  /** Any of them. */
  <T> T oneOf(List<T> things) {
    return things.get(random.nextInt(things.size()));
  }
}
