package org.baton.bench.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what HdrHistogram writes of a distribution: {@code .hgrm}. */
final class PercentileFile {
  private static final int VALUE = 0;
  private static final int COUNT = 2;
  private static final int ONE_OF = 3;
  private static final int COLUMNS = 4;
  private static final double HALF = 2;
  private static final String SUFFIX = ".hgrm";

  private PercentileFile() {}

  /**
   * The one whose name begins so, in a report's folder of files, or beside it.
   *
   * @throws IOException if a folder cannot be read
   */
  static Optional<Path> find(Result result, String begin) throws IOException {
    for (Path folder :
        List.of(result.beside("-files"), result.file().toAbsolutePath().resolveSibling("."))) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          Optional<Path> found =
              files
                  .filter(file -> isOne(String.valueOf(file.getFileName()), result.name(), begin))
                  .min(Path::compareTo);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isOne(String file, String report, String begin) {
    return file.endsWith(SUFFIX)
        && (file.startsWith(begin) || file.startsWith(report + "-" + begin));
  }

  /**
   * Values from the median on, over 1/(1 - percentile): one of so many takes longer. The longest
   * stands at how many there were.
   *
   * @throws IOException if it cannot be read
   * @throws UnfitReportException if it is none
   */
  static Points read(Path file) throws IOException, UnfitReportException {
    List<Double> across = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] columns = line.strip().split("\\s+", -1);
      if (columns[VALUE].isEmpty() || !Character.isDigit(columns[VALUE].charAt(0))) {
        continue;
      }
      if (columns[columns.length - 1].equals("inf")) {
        columns = Arrays.copyOf(columns, COLUMNS - 1);
      }
      try {
        double value = Double.parseDouble(columns[VALUE]);
        double oneOf = Double.parseDouble(columns[columns.length == COLUMNS ? ONE_OF : COUNT]);
        if (value > 0 && oneOf >= HALF) {
          across.add(across.isEmpty() ? oneOf : Math.max(oneOf, across.getLast()));
          values.add(value);
        }
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new UnfitReportException(
            file + " is no distribution of HdrHistogram: remove it, or run the benchmark again");
      }
    }
    return new Points(across, values);
  }
}
