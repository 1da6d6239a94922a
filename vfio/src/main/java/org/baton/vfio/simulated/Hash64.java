package org.baton.vfio.simulated;

/** A 64-bit hash step: a bijection, so that different inputs always have different hashes. */
final class Hash64 {
  /** 2^64 divided by the golden ratio: the step of SplitMix64. */
  private static final long STEP = 0x9e3779b97f4a7c15L;

  private Hash64() {}

  /** The finalizer of SplitMix64. */
  static long mix(long value) {
    long z = value + STEP;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Adds one more value to a hash. */
  static long mix(long hash, long value) {
    return mix(Long.rotateLeft(hash, 23) ^ mix(value));
  }
}
