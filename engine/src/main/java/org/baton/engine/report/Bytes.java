package org.baton.engine.report;

import java.util.Locale;

/** Numbers of bytes as people read them. */
public final class Bytes {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Bytes() {}

  /** Bytes in a unit that leaves one to four digits, {@code 33.1 MiB}. */
  public static String text(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  /** The same each second, {@code 33.1 MiB/s}. */
  public static String rate(long bytesPerSecond) {
    return text(bytesPerSecond) + "/s";
  }
}
