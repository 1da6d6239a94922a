package org.baton.bench.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the page says of one report. */
final class ResultSection {
  private final Result result;
  private final Kind kind;
  private final List<Verdict> verdicts;
  private final List<String> warnings;

  ResultSection(Result result) {
    this.result = result;
    this.kind = Kind.of(result);
    this.warnings = Noise.warnings(result);
    Measures measures = result.measures();
    this.verdicts = Targets.of(result).stream().map(target -> target.judge(measures)).toList();
  }

  String title() {
    return kind.title(result);
  }

  /** As an address on the page. */
  String anchor() {
    return result.name();
  }

  /** Why its figures say less than they could. */
  List<String> warnings() {
    return warnings;
  }

  List<Verdict> verdicts() {
    return verdicts;
  }

  /**
   * Writes it.
   *
   * @param svg the picture; null if there is none
   * @param says what the picture shows
   */
  void write(Html html, @Nullable String svg, String says) {
    html.add("<section id=\"%s\">", anchor());
    html.add("<h2>%s <code>%s</code></h2>", title(), result.benchmark());
    html.add("<p>%s</p>", kind.sentence());
    if (!warnings.isEmpty()) {
      html.add(
          "<p class=\"warning\" role=\"note\"><strong>⚠ Noise:</strong> %s</p>",
          String.join(" ", warnings));
    }
    verdicts(html);
    picture(html, svg, says);
    if (!result.measures().all().isEmpty()) {
      html.add("<h3>Figures</h3>");
      html.add("<p>Median (least .. most of the rounds), where the report has a spread.</p>");
      FigureTables.write(html, result);
    }
    words(html, "Where it ran", result.environment(), true);
    words(html, "Settings", object("settings"), false);
    words(html, "What figures are from and to", object("definitions"), false);
    html.add("</section>");
  }

  private void verdicts(Html html) {
    if (verdicts.isEmpty()) {
      return;
    }
    html.add("<div class=\"wide\"><table><caption>targets</caption><thead>")
        .heads(List.of("what", "target", "figure", "outcome"))
        .add("</thead><tbody>");
    for (Verdict verdict : verdicts) {
      html.add(
          "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td class=\"outcome"
              + " %s\">%s</td></tr>",
          verdict.target().says(),
          verdict.target().limitText(),
          verdict.figure(),
          verdict.outcome().name(),
          verdict.outcome().text());
    }
    html.add("</tbody></table></div>");
  }

  private void picture(Html html, @Nullable String svg, String says) {
    String json = Html.address(String.valueOf(result.file().getFileName()));
    if (svg == null) {
      html.add(
          "<p>No picture: the report has no figure that one is drawn from. Run its benchmark again,"
              + " if this page should know it. <a href=\"%s\">JSON</a></p>",
          json);
      return;
    }
    String data = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    html.add("<figure><img alt=\"%s\" src=\"data:image/svg+xml;base64,%s\">", says, data);
    html.add(
        "<figcaption><a href=\"%s.svg\">SVG</a> · <a href=\"%s.png\">PNG</a> · <a"
            + " href=\"%s\">JSON</a></figcaption></figure>",
        Html.address(result.name()), Html.address(result.name()), json);
  }

  private JsonObject object(String name) {
    return result.json().get(name) instanceof JsonObject object ? object : new JsonObject();
  }

  private static void words(Html html, String title, JsonObject object, boolean open) {
    if (object.isEmpty()) {
      return;
    }
    html.add(
        (open ? "<details open>" : "<details>")
            + "<summary>%s</summary><div class=\"wide\"><table class=\"words\"><tbody>",
        title);
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      JsonElement value = entry.getValue();
      html.row(
          FigureName.text(entry.getKey()),
          List.of(value.isJsonPrimitive() ? value.getAsString() : value.toString()));
    }
    html.add("</tbody></table></div></details>");
  }
}
