package org.baton.bench.side;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a process of a peer is told at its start.
 *
 * @param role which end it is
 * @param endpoint where the destination listens: {@code tcp:ADDRESS:PORT} or {@code unix:PATH}
 * @param channels connections beside each other
 * @param file the content: read by the source, written by the destination
 * @param options what else the peer understands, for example {@code chunk-bytes}
 */
public record SideArguments(
    Role role, String endpoint, int channels, Path file, Map<String, String> options) {
  /** Keeps an unmodifiable copy. */
  public SideArguments {
    options = Map.copyOf(options);
  }

  /** As words of a command line. */
  public List<String> words() {
    List<String> words =
        new ArrayList<>(
            List.of(role.word(), endpoint, Integer.toString(channels), file.toString()));
    new TreeMap<>(options).forEach((name, value) -> words.add(name + "=" + value));
    return words;
  }

  /**
   * Reads what {@link #words} writes.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static SideArguments parse(List<String> words) {
    if (words.size() < 4) {
      throw new IllegalArgumentException(
          "ROLE ENDPOINT CHANNELS FILE [NAME=VALUE ...], not " + words);
    }
    Map<String, String> options = new TreeMap<>();
    for (String word : words.subList(4, words.size())) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("'" + word + "' is not NAME=VALUE");
      }
      options.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return new SideArguments(
        Role.parse(words.get(0)),
        words.get(1),
        Integer.parseInt(words.get(2)),
        Path.of(words.get(3)),
        options);
  }

  /** The same, at another endpoint. */
  public SideArguments at(String other) {
    return new SideArguments(role, other, channels, file, options);
  }

  /** A number among the options. */
  public int option(String name, int otherwise) {
    String value = options.get(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }

  /** A text among the options. */
  public String option(String name, String otherwise) {
    return options.getOrDefault(name, otherwise);
  }
}
