package org.baton.bench.harness;

import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.math.MathContext;
import org.baton.bench.report.Spread;

/** Figures, as they stand in reports. */
public final class Figures {
  private static final MathContext DIGITS = new MathContext(4);

  private Figures() {}

  /** To four digits: what comes after them is noise. */
  public static double rounded(double figure) {
    return new BigDecimal(figure).round(DIGITS).doubleValue();
  }

  /** For people: the median, the least and the most. */
  public static String text(Spread spread) {
    return "%s (%s .. %s)"
        .formatted(rounded(spread.median()), rounded(spread.min()), rounded(spread.max()));
  }

  /** Adds a figure, and what it spreads over beside it. */
  public static void add(JsonObject json, String name, Spread spread) {
    json.addProperty(name, rounded(spread.median()));
    JsonObject range = new JsonObject();
    range.addProperty("min", rounded(spread.min()));
    range.addProperty("max", rounded(spread.max()));
    json.add(name + "Spread", range);
  }
}
