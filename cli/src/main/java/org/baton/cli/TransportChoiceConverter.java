package org.baton.cli;

import org.baton.transport.TransportChoice;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what {@code --transport} asks for. */
final class TransportChoiceConverter implements ITypeConverter<TransportChoice> {
  TransportChoiceConverter() {}

  @Override
  public TransportChoice convert(String text) {
    try {
      return TransportChoice.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
