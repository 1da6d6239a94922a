package org.baton.bench.page;

import java.awt.Color;
import java.util.List;
import java.util.Locale;

/** Colours that stay apart for those who see fewer of them (Okabe and Ito). */
final class Hue {
  static final Color BATON = new Color(0x0072B2);
  static final Color QUIET = new Color(0x8A8A8A);
  static final Color INK = new Color(0x222222);
  static final Color GRID = new Color(0xDDDDDD);
  static final Color LIMIT = new Color(0xB00020);

  private static final Color VERMILION = new Color(0xD55E00);
  private static final Color GREEN = new Color(0x009E73);
  private static final Color PURPLE = new Color(0xCC79A7);
  private static final Color ORANGE = new Color(0xE69F00);
  private static final Color SKY = new Color(0x56B4E9);

  private static final List<Color> ALL =
      List.of(BATON, VERMILION, GREEN, ORANGE, SKY, PURPLE, QUIET, new Color(0x5D3A9B));

  private Hue() {}

  /** Whose figures are drawn; everybody has the same colour in all pictures. */
  static Color of(String who) {
    String name = who.toLowerCase(Locale.ROOT);
    if (name.contains("multifd")) {
      return ORANGE;
    }
    if (name.contains("qemu") || name.equals("c") || name.contains("raw")) {
      return VERMILION;
    }
    if (name.contains("baton")) {
      return BATON;
    }
    return switch (name) {
      case "nio" -> GREEN;
      case "netty" -> PURPLE;
      case "aeron" -> ORANGE;
      default -> QUIET;
    };
  }

  /** Whether somebody has a colour. */
  static boolean knows(String who) {
    return !of(who).equals(QUIET);
  }

  /** One of those that stand side by side. */
  static Color number(int index) {
    return ALL.get(index % ALL.size());
  }
}
