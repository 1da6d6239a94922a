package org.baton.bench.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The page of all reports of a folder; it needs no file besides itself. */
final class Page {
  private static final String FILE = "index.html";
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1c1c1c; --paper: #fff; --faint: #666; --line: #d8d8d8;
        --met: #0a6b2d; --missed: #b00020; --warn: #fff4d6; --link: #0b57a4; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --paper: #17191c; --faint: #a5a5a5;
        --line: #3a3d42; --met: #6fdc8f; --missed: #ff8a8a; --warn: #463a12; --link: #8ec5ff; } }
      body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
        max-width: 76rem; margin: 0 auto; padding: 1rem 1.5rem 4rem; }
      a { color: var(--link); }
      section { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: .5rem; }
      h2 code { font-size: .7em; color: var(--faint); font-weight: normal; }
      p { max-width: 48rem; }
      .wide { overflow-x: auto; }
      .tables { display: flex; flex-wrap: wrap; gap: 0 3rem; align-items: flex-start; }
      .tables .wide { max-width: 100%; }
      table { border-collapse: collapse; margin: .5rem 0 1.25rem; font-size: .9rem;
        font-variant-numeric: tabular-nums; }
      caption { text-align: left; font-weight: 600; padding: .25rem 0; }
      th, td { border-bottom: 1px solid var(--line); padding: .3rem .8rem .3rem 0; text-align: left;
        vertical-align: top; }
      thead th { color: var(--faint); font-weight: 600; }
      tbody th { font-weight: normal; }
      td { white-space: nowrap; }
      .words td { white-space: normal; overflow-wrap: anywhere; }
      .words th { white-space: nowrap; }
      .outcome { font-weight: 700; }
      .MET { color: var(--met); }
      .MISSED { color: var(--missed); }
      .NOT_MEASURED { color: var(--faint); font-weight: normal; }
      .warning { background: var(--warn); border-left: 4px solid #c98a00; padding: .5rem .8rem; }
      figure { margin: 1rem 0; overflow-x: auto; }
      figure img { width: 100%; min-width: 50rem; box-sizing: border-box; height: auto; background: #fff; border: 1px solid var(--line);
        border-radius: 6px; }
      figcaption { font-size: .85rem; }
      summary { cursor: pointer; font-weight: 600; margin: .5rem 0; }
      """;

  private final Path folder;
  private final List<ResultSection> sections = new ArrayList<>();
  private final Html body = new Html();

  Page(Path folder) {
    this.folder = folder;
  }

  /**
   * Adds a report, and writes its pictures beside it.
   *
   * @throws UnfitReportException if a file that belongs to it is unfit
   * @throws IOException if a file cannot be read or written
   */
  void add(Result result) throws IOException, UnfitReportException {
    Picture picture = Kind.picture(result);
    ResultSection section = new ResultSection(result);
    sections.add(section);
    if (picture == null) {
      section.write(body, null, "");
    } else {
      picture.write(result.beside(".svg"), result.beside(".png"));
      section.write(body, picture.svg(), picture.says());
    }
  }

  /** The whole document. */
  String html() {
    Html html = new Html();
    html.add("<!DOCTYPE html>").add("<html lang=\"en\"><head><meta charset=\"utf-8\">");
    html.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.add("<title>Baton: benchmarks</title>").add("<style>" + STYLE + "</style></head><body>");
    html.add("<h1>Baton: benchmarks</h1>");
    html.add("<div class=\"wide\"><table><caption>results</caption><thead>")
        .heads(List.of("result", "targets met", "missed", "not measured", "noise"))
        .add("</thead><tbody>");
    for (ResultSection section : sections) {
      html.add(
          "<tr><th scope=\"row\"><a href=\"#%s\">%s</a>"
              + " (%s)</th><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>",
          Html.address(section.anchor()),
          section.title(),
          section.anchor(),
          count(section, Verdict.Outcome.MET),
          count(section, Verdict.Outcome.MISSED),
          count(section, Verdict.Outcome.NOT_MEASURED),
          section.warnings().isEmpty() ? "" : "⚠ see there");
    }
    html.add("</tbody></table></div>");
    html.add(
        "<p>In the pictures a bar is a median, the line over it goes from the least to the most"
            + " that a round measured, and each dot is a round.</p>");
    return html + body.toString() + "</body></html>\n";
  }

  /**
   * Writes it into the folder.
   *
   * @throws IOException if that fails
   */
  Path write() throws IOException {
    return Files.writeString(folder.resolve(FILE), html());
  }

  private static long count(ResultSection section, Verdict.Outcome outcome) {
    return section.verdicts().stream().filter(verdict -> verdict.outcome() == outcome).count();
  }
}
