package org.baton.bench.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Names of figures and their units, as people read them. */
final class FigureName {
  private static final MathContext DIGITS = new MathContext(4);
  private static final double KIBI = 1024;
  private static final List<String> BYTES = List.of("B", "KiB", "MiB", "GiB", "TiB");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern BYTES_NAME =
      Pattern.compile("(bytes|.*[a-z]Bytes)(Per(?!Second).*|Over.*)?");
  private static final Pattern PERCENTILE = Pattern.compile("p(\\d\\d)(\\d+)");

  /** What names end with; the longer first. */
  private static final Map<String, String> UNITS = units();

  private FigureName() {}

  private static Map<String, String> units() {
    Map<String, String> units = new LinkedHashMap<>();
    units.put("gigabytesPerSecond", "GB/s");
    units.put("cpuSecondsPerGigabyte", "CPU-s/GB");
    units.put("BytesPerSecond", "B/s");
    units.put("NanosPerByte", "ns/B");
    units.put("SecondsPerGigabyte", "s/GB");
    units.put("PerSecond", "1/s");
    units.put("Percent", "%");
    units.put("Mebibytes", "MiB");
    units.put("Millis", "ms");
    units.put("Micros", "µs");
    units.put("Nanos", "ns");
    units.put("Seconds", "s");
    return units;
  }

  /** In words, with the unit behind a comma. */
  static String text(String name) {
    for (Map.Entry<String, String> unit : UNITS.entrySet()) {
      String suffix = unit.getKey();
      if (name.equalsIgnoreCase(suffix)) {
        return unit.getValue();
      }
      if (name.endsWith(suffix)) {
        return words(name.substring(0, name.length() - suffix.length())) + ", " + unit.getValue();
      }
    }
    return words(name);
  }

  /** In words, without the unit. */
  static String withoutUnit(String name) {
    String text = text(name);
    int comma = text.lastIndexOf(", ");
    return comma < 0 ? text : text.substring(0, comma);
  }

  /** In words, whatever its unit is. */
  static String words(String name) {
    String percentile = PERCENTILE.matcher(name).replaceAll("p$1.$2");
    StringBuilder words = new StringBuilder();
    for (String word : HUMP.split(percentile, -1)) {
      words.append(words.isEmpty() ? "" : " ").append(decapitalised(word));
    }
    return words.toString();
  }

  /** Abbreviations stay. */
  private static String decapitalised(String word) {
    return word.equals(word.toUpperCase(Locale.ROOT)) ? word : word.toLowerCase(Locale.ROOT);
  }

  /** A path in words. */
  static String path(String path) {
    StringBuilder words = new StringBuilder();
    for (String name : path.split("\\.", -1)) {
      words.append(words.isEmpty() ? "" : ": ").append(text(name));
    }
    return words.toString();
  }

  /** Four digits; bytes in the unit that makes them short. */
  static String value(String name, double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    return isBytes(name) ? bytes(value) : plain(value);
  }

  static boolean isBytes(String name) {
    return BYTES_NAME.matcher(name).matches();
  }

  private static String bytes(double value) {
    double scaled = value;
    int unit = 0;
    while (Math.abs(scaled) >= KIBI && unit < BYTES.size() - 1) {
      scaled /= KIBI;
      unit++;
    }
    return plain(scaled) + " " + BYTES.get(unit);
  }

  /** Without exponents. */
  static String plain(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS);
    if (rounded.scale() < 0) {
      rounded = new BigDecimal(value).setScale(0, RoundingMode.HALF_UP);
    }
    return rounded.stripTrailingZeros().toPlainString();
  }
}
