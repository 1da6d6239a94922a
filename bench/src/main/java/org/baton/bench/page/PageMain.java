package org.baton.bench.page;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the page of a folder of reports, or the picture of one. */
public final class PageMain {
  private static final String ONE = "--picture";
  private static final int FAILED = 2;

  private PageMain() {}

  /**
   * Runs.
   *
   * @param arguments a folder, or {@code --picture} and a report
   */
  public static void main(String[] arguments) {
    try {
      Picture.requireFonts();
      if (arguments[0].equals(ONE)) {
        picture(Path.of(arguments[1]));
      } else {
        page(Path.of(arguments[0]));
      }
    } catch (UnfitReportException e) {
      fail(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      fail("a file can neither be read nor written: " + e);
    }
  }

  private static void page(Path folder) throws IOException, UnfitReportException {
    Page page = new Page(folder);
    for (Result result : Result.readAll(folder)) {
      page.add(result);
    }
    System.out.println("page: " + page.write());
  }

  private static void picture(Path report) throws IOException, UnfitReportException {
    Result result = Result.read(report);
    Picture picture = Kind.picture(result);
    if (picture == null) {
      throw new UnfitReportException(report + " holds nothing to draw");
    }
    picture.write(result.beside(".svg"), result.beside(".png"));
    System.out.println("picture: " + result.beside(".svg") + ", " + result.beside(".png"));
  }

  private static void fail(String message) {
    System.err.println("bench: error: " + message);
    System.exit(FAILED);
  }
}
