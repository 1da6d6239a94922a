package org.baton.cli;

import org.baton.vfio.DeviceSpec;
import org.baton.vfio.DeviceSpecs;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what {@code --device} names. */
final class DeviceSpecConverter implements ITypeConverter<DeviceSpec> {
  DeviceSpecConverter() {}

  @Override
  public DeviceSpec convert(String text) {
    try {
      return DeviceSpecs.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
