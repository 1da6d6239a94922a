package org.baton.cli;

/** Numbers that an option may have. */
final class Range {
  private Range() {}

  /**
   * Refuses a number that is too small.
   *
   * @throws Refusal if it is less than the least that may be
   */
  static void atLeast(long least, String option, long value) throws Refusal {
    if (value < least) {
      throw Refusal.usage("%s must be at least %d, not %d".formatted(option, least, value));
    }
  }
}
