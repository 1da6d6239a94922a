package org.baton.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads one of several words. Picocli would offer each twice, as Java names it and as people do.
 *
 * @param <E> the choice, whose {@code toString} are the words
 */
final class WordConverter<E extends Enum<E>> implements ITypeConverter<E> {
  private final List<E> choices;

  WordConverter(Class<E> choice) {
    this.choices = Arrays.asList(choice.getEnumConstants());
  }

  @Override
  public E convert(String text) {
    for (E choice : choices) {
      if (choice.toString().equals(text)) {
        return choice;
      }
    }
    throw new TypeConversionException(
        "'"
            + text
            + "' is none of "
            + choices.stream().map(Enum::toString).collect(Collectors.joining(", ")));
  }
}
