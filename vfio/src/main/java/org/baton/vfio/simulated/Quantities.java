package org.baton.vfio.simulated;

/** Numbers with units, as a specification's text has them. */
final class Quantities {
  private static final String BINARY_SUFFIXES = "KMGT";
  private static final String[] TIME_UNITS = {"ns", "us", "ms", "s"};

  private Quantities() {}

  /**
   * Reads a size or a rate.
   *
   * @param text digits, then nothing or one of K, M, G, T (powers of 1024)
   * @throws IllegalArgumentException if it is anything else, or too large
   */
  static long parseBytes(String text) {
    int digits = digits(text);
    long scale = 1;
    if (digits == text.length() - 1) {
      scale = 1L << (10 * (BINARY_SUFFIXES.indexOf(text.charAt(digits)) + 1));
    }
    if (digits == 0 || digits < text.length() - 1 || (scale == 1 && digits < text.length())) {
      throw new IllegalArgumentException(
          "'" + text + "' is no size: say digits and K, M, G or T, such as 64M");
    }
    return scaled(text, digits, scale);
  }

  /** Writes a size so that {@link #parseBytes} reads the same. */
  static String formatBytes(long bytes) {
    long value = bytes;
    int suffix = 0;
    while (value != 0 && value % 1024 == 0 && suffix < BINARY_SUFFIXES.length()) {
      value /= 1024;
      suffix++;
    }
    return suffix == 0 ? Long.toString(value) : value + "" + BINARY_SUFFIXES.charAt(suffix - 1);
  }

  /**
   * Reads a time, in nanoseconds.
   *
   * @param text digits, then ns, us, ms or s; a bare 0 is no time
   * @throws IllegalArgumentException if it is anything else, or too large
   */
  static long parseNanos(String text) {
    int digits = digits(text);
    String unit = text.substring(digits);
    long scale = 1;
    for (String known : TIME_UNITS) {
      if (known.equals(unit) && digits > 0) {
        return scaled(text, digits, scale);
      }
      scale *= 1000;
    }
    if (text.equals("0")) {
      return 0;
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no time: say digits and ns, us, ms or s, such as 200ms");
  }

  /** Writes a time so that {@link #parseNanos} reads the same. */
  static String formatNanos(long nanos) {
    long value = nanos;
    int unit = 0;
    while (value != 0 && value % 1000 == 0 && unit < TIME_UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return value == 0 ? "0" : value + TIME_UNITS[unit];
  }

  /**
   * Checks a time.
   *
   * @throws IllegalArgumentException if it is negative
   */
  static void requireTime(String name, long nanos) {
    if (nanos < 0) {
      throw new IllegalArgumentException(name + " must not be negative: " + nanos + " ns");
    }
  }

  private static int digits(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    return digits;
  }

  private static long scaled(String text, int digits, long scale) {
    try {
      return Math.multiplyExact(Long.parseLong(text, 0, digits, 10), scale);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is too large", e);
    }
  }
}
