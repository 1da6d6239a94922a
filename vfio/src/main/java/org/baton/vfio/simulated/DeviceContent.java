package org.baton.vfio.simulated;

/**
 * What a simulated device holds, in three numbers: every byte of its stream follows from them.
 *
 * <p>Owned by the device's thread.
 */
final class DeviceContent {
  private long seed;
  private long generation;
  private long dirtiedBytes;

  DeviceContent(long seed) {
    this.seed = seed;
  }

  /** Takes over the content of another device. */
  void adopt(long seed, long generation, long dirtiedBytes) {
    this.seed = seed;
    this.generation = generation;
    this.dirtiedBytes = dirtiedBytes;
  }

  /** The device starts anew, {@code times} times. */
  void reinitialise(long times) {
    generation += times;
  }

  /** The guest changes some of it. */
  void dirty(long bytes) {
    dirtiedBytes += bytes;
  }

  long seed() {
    return seed;
  }

  long generation() {
    return generation;
  }

  long dirtiedBytes() {
    return dirtiedBytes;
  }

  long digest() {
    return digest(seed, generation, dirtiedBytes);
  }

  /** One number that two devices share when their contents are equal. */
  static long digest(long seed, long generation, long dirtiedBytes) {
    return Hash64.mix(Hash64.mix(seed, generation), dirtiedBytes);
  }
}
