package org.baton.cli;

import org.baton.vfio.DeviceSpec;
import org.baton.vfio.DeviceSpecs;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what {@code --device} names. */
final class DeviceSpecConverter implements ITypeConverter<DeviceSpec> {
  private static final int MAX_SPEC = 60;
  private static final int MAX_REASON = 120;

  DeviceSpecConverter() {}

  @Override
  public DeviceSpec convert(String text) {
    try {
      return DeviceSpecs.parse(text);
    } catch (IllegalArgumentException e) {
      String spec = text.length() <= MAX_SPEC ? text : text.substring(0, MAX_SPEC) + "...";
      // The message repeats the text and lists all forms; its cause is the reason alone.
      throw new TypeConversionException(
          "'"
              + spec
              + "': "
              + shorten(String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage())));
    }
  }

  /** Without a list of all that would do: it is longer than a line, and the manual has it. */
  private static String shorten(String reason) {
    int end = reason.indexOf("; ");
    return reason.length() <= MAX_REASON || end < 0
        ? reason
        : reason.substring(0, end) + "; docs/cli.md says where all are listed";
  }
}
