package org.baton.cli;

import org.baton.transport.Endpoint;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads where a side listens. */
final class EndpointConverter implements ITypeConverter<Endpoint> {
  EndpointConverter() {}

  @Override
  public Endpoint convert(String text) {
    try {
      return Endpoint.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
