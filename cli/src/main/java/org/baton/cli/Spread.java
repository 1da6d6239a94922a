package org.baton.cli;

import java.util.Arrays;

/**
 * What several runs measured.
 *
 * @param median the middle one; of an even number, the mean of the middle two
 * @param min the least
 * @param max the most
 */
record Spread(double median, double min, double max) {
  /** Of at least one value. */
  static Spread of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** Writes it into the object that is open. */
  void write(JsonWriter json, String name) {
    json.beginObject(name).field("median", median).field("min", min).field("max", max).end();
  }
}
