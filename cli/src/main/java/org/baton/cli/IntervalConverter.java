package org.baton.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time between two looks: {@code 500ms}, {@code 2s}; a bare number is seconds. */
final class IntervalConverter implements ITypeConverter<Duration> {
  private static final Pattern INTERVAL = Pattern.compile("([0-9]{1,9})(ms|s?)");

  IntervalConverter() {}

  @Override
  public Duration convert(String text) {
    Matcher matcher = INTERVAL.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException("'" + text + "' is no interval: write 500ms, 2s or 2");
    }
    long number = Long.parseLong(matcher.group(1));
    Duration interval =
        matcher.group(2).equals("ms") ? Duration.ofMillis(number) : Duration.ofSeconds(number);
    if (interval.isZero()) {
      throw new TypeConversionException("an interval must be longer than '" + text + "'");
    }
    return interval;
  }
}
