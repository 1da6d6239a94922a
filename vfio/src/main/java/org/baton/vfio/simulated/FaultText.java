package org.baton.vfio.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.baton.bindings.sys.Errno;
import org.baton.vfio.DeviceState;
import org.jspecify.annotations.Nullable;

/** A {@link Fault} as text, and back. */
final class FaultText {
  /** The largest errno that has a name. */
  static final int LAST_ERRNO = 133;

  private FaultText() {}

  static Fault parse(String text) {
    List<String> parts = new ArrayList<>(List.of(text.split(":", -1)));
    try {
      FaultPoint point = point(parts.removeFirst());
      DeviceState state = point == FaultPoint.STATE ? state(next(parts)) : null;
      long call = 1;
      boolean repeated = false;
      if (parts.size() > 1) {
        String which = parts.removeFirst();
        repeated = which.endsWith("+");
        call = call(repeated ? which.substring(0, which.length() - 1) : which);
      }
      String effect = next(parts);
      if (!parts.isEmpty()) {
        throw new IllegalArgumentException("it has too many parts");
      }
      return effect(point, state, call, repeated, effect);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "fault '" + text + "': " + e.getMessage() + "; say POINT:N:EFFECT, such as read:3:EIO",
          e);
    }
  }

  static String format(Fault fault) {
    StringBuilder text = new StringBuilder(fault.point().text());
    if (fault.state() != null) {
      text.append(':').append(fault.state());
    }
    text.append(':').append(fault.call()).append(fault.repeated() ? "+:" : ":");
    String syntax = fault.effect().syntax();
    return switch (fault.effect()) {
      case ERRNO -> text.append(Errno.name((int) fault.argument())).toString();
      case DELAY -> text.append("delay=" + Quantities.formatNanos(fault.argument())).toString();
      case SHORT, CORRUPT ->
          text.append(syntax, 0, syntax.indexOf('=') + 1).append(fault.argument()).toString();
      case END, GARBAGE, NOTHING, ERROR_STATE -> text.append(syntax).toString();
    };
  }

  private static Fault effect(
      FaultPoint point, @Nullable DeviceState state, long call, boolean repeated, String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals + 1);
    String argument = equals < 0 ? "" : text.substring(equals + 1);
    for (FaultEffect effect : FaultEffect.values()) {
      String syntax = effect.syntax();
      boolean named = syntax.equals(name) || (equals >= 0 && syntax.startsWith(name));
      if (named && effect != FaultEffect.ERRNO) {
        long value =
            switch (effect) {
              case DELAY -> Quantities.parseNanos(argument);
              case SHORT, CORRUPT -> Quantities.parseBytes(argument);
              default -> 0;
            };
        return new Fault(point, state, call, repeated, effect, value);
      }
    }
    return new Fault(point, state, call, repeated, FaultEffect.ERRNO, errno(text));
  }

  private static int errno(String name) {
    for (int errno = 1; errno <= LAST_ERRNO; errno++) {
      if (Errno.name(errno).equals(name)) {
        return errno;
      }
    }
    throw new IllegalArgumentException(
        "'"
            + name
            + "' is no effect: say "
            + Stream.of(FaultEffect.values())
                .map(FaultEffect::syntax)
                .collect(Collectors.joining(", "))
            + ", with an errno for E...");
  }

  private static long call(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no call's number", e);
    }
  }

  private static FaultPoint point(String text) {
    for (FaultPoint point : FaultPoint.values()) {
      if (point.text().equals(text)) {
        return point;
      }
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is no point: say "
            + Stream.of(FaultPoint.values())
                .map(FaultPoint::text)
                .collect(Collectors.joining(", ")));
  }

  private static DeviceState state(String text) {
    try {
      return DeviceState.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is no device state", e);
    }
  }

  private static String next(List<String> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("it is cut short");
    }
    return parts.removeFirst();
  }
}
