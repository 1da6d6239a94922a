package org.baton.bench.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A report that a benchmark has written.
 *
 * @param file where it is
 * @param benchmark which
 * @param json the whole report
 * @param measures its figures
 */
record Result(Path file, String benchmark, JsonObject json, Measures measures) {
  private static final String SUFFIX = ".json";

  /**
   * Reads one.
   *
   * @throws UnfitReportException if the file is none
   * @throws IOException if it cannot be read
   */
  static Result read(Path file) throws IOException, UnfitReportException {
    if (!Files.isRegularFile(file)) {
      throw new UnfitReportException(
          file + " is no file: 'bench/run NAME --json FILE' writes a report");
    }
    JsonElement element;
    try {
      element = JsonParser.parseString(Files.readString(file));
    } catch (JsonParseException | CharacterCodingException e) {
      throw new UnfitReportException(
          "%s is no JSON (%s): move it away, or run its benchmark again"
              .formatted(file, reason(e)));
    }
    if (element instanceof JsonObject json
        && json.get("benchmark") != null
        && json.get("benchmark").isJsonPrimitive()) {
      return new Result(file, json.get("benchmark").getAsString(), json, Measures.of(json));
    }
    throw new UnfitReportException(
        file
            + " is no report of a benchmark, which is an object with a 'benchmark': move it away,"
            + " or write one with 'bench/run NAME --json FILE'");
  }

  /**
   * Reads all of a folder, by name.
   *
   * @throws UnfitReportException if a file is none, or there are none
   * @throws IOException if one cannot be read
   */
  static List<Result> readAll(Path folder) throws IOException, UnfitReportException {
    if (!Files.isDirectory(folder)) {
      throw new UnfitReportException(
          folder + " is no folder: give the one that your reports are in");
    }
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new UnfitReportException(
          "%s holds no report: write one there with 'bench/run NAME --json %s'"
              .formatted(folder, folder.resolve("NAME" + SUFFIX)));
    }
    List<Result> results = new ArrayList<>();
    for (Path file : files) {
      results.add(read(file));
    }
    return results;
  }

  /** Parsers say more than a line, and advertise. */
  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  /** The file's name without its suffix. */
  String name() {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  /** The file beside it that has its name and another suffix. */
  Path beside(String suffix) {
    return file.resolveSibling(name() + suffix);
  }

  /** What it says of where it ran; empty where it does not. */
  JsonObject environment() {
    return json.get("environment") instanceof JsonObject environment
        ? environment
        : new JsonObject();
  }
}
