package org.baton.cli;

import java.util.Arrays;

/**
 * What several runs measured.
 *
 * @param median half of them measured no more; of an even number, the greater of the middle two
 * @param min the least
 * @param max the most
 */
record Spread(double median, double min, double max) {
  /** Of at least one value. */
  static Spread of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
  }

  /** Writes it into the object that is open. */
  void write(JsonWriter json, String name) {
    json.beginObject(name).field("median", median).field("min", min).field("max", max).end();
  }
}
