package org.baton.vfio.simulated;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.baton.vfio.MigrationFlags;

/** A {@link SimulatedDeviceSpec} as text, and back. */
final class SpecText {
  private SpecText() {}

  static SimulatedDeviceSpec parse(String text) {
    SimulatedDeviceBuilder builder = SimulatedDeviceSpec.builder();
    Set<SpecKey> seen = EnumSet.noneOf(SpecKey.class);
    for (String pair : text.isBlank() ? new String[0] : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      SpecKey key = key(equals < 0 ? pair : pair.substring(0, equals));
      if (equals < 0) {
        throw new IllegalArgumentException("'" + pair + "' has no value: say " + pair + "=...");
      }
      if (!seen.add(key) && key != SpecKey.FAULT) {
        throw new IllegalArgumentException("'" + key.text() + "' comes twice");
      }
      key.read(builder, pair.substring(equals + 1));
    }
    return builder.build();
  }

  static String format(SimulatedDeviceSpec spec) {
    SimulatedDeviceSpec plain = SimulatedDeviceSpec.builder().name(spec.name()).build();
    // Some defaults follow from these two, so the rest is compared with a device that shares them.
    SimulatedDeviceSpec akin =
        SimulatedDeviceSpec.builder()
            .name(spec.name())
            .flags(spec.flags())
            .initialBytes(spec.sizes().initialBytes())
            .build();
    StringJoiner text = new StringJoiner(",");
    for (SpecKey key : SpecKey.values()) {
      SimulatedDeviceSpec usual =
          key == SpecKey.FLAGS || key == SpecKey.INITIAL_BYTES ? plain : akin;
      String value = key.write(spec);
      if (key == SpecKey.NAME || !value.equals(key.write(usual))) {
        text.add(key.text() + "=" + value);
      }
    }
    return text.toString();
  }

  /** The items of a list. {@code +} is the one separator that no shell wants quoted. */
  static List<String> items(String text) {
    return List.of(text.split("[+;|]", -1));
  }

  static MigrationFlags flags(String text) {
    long bits = 0;
    for (String item : items(text)) {
      bits |=
          switch (item) {
            case "STOP_COPY" -> MigrationFlags.STOP_COPY;
            case "P2P" -> MigrationFlags.P2P;
            case "PRE_COPY" -> MigrationFlags.PRE_COPY;
            default ->
                throw new IllegalArgumentException(
                    "'" + item + "' is no flag: say STOP_COPY, P2P, PRE_COPY with + between");
          };
    }
    return new MigrationFlags(bits);
  }

  static long number(String text) {
    try {
      return text.startsWith("0x")
          ? Long.parseUnsignedLong(text, 2, text.length(), 16)
          : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no number of 64 bits", e);
    }
  }

  static boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    }
    return text.equals("true");
  }

  static <E extends Enum<E>> E choice(Class<E> type, String text) {
    for (E value : EnumSet.allOf(type)) {
      if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is no choice: say "
            + EnumSet.allOf(type).stream()
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" or ")));
  }

  private static SpecKey key(String text) {
    return Arrays.stream(SpecKey.values())
        .filter(key -> key.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a simulated device has no key '"
                        + text
                        + "'; the keys are "
                        + Stream.of(SpecKey.values())
                            .map(SpecKey::text)
                            .collect(Collectors.joining(", "))));
  }
}
