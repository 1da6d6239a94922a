package org.baton.bench.page;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All figures of a report: a table for those who stand beside each other, a row for each. */
final class FigureTables {
  /** Deeper ones are details. */
  private static final int SHOWN_DEPTH = 2;

  private static final String RATIOS = "ratios";
  private static final String STAGES = "stages";
  private static final String PERCENT = "Percent";

  private FigureTables() {}

  static void write(Html html, Result result) {
    Map<String, List<Measure>> shown = new LinkedHashMap<>();
    Map<String, List<Measure>> details = new LinkedHashMap<>();
    boolean twice = result.json().get("configurations") instanceof JsonObject;
    for (Measure measure : result.measures().all()) {
      String top = group(measure.owner());
      // Those of the first configuration stand on top of the report once more.
      if (twice
          && (measure.path().startsWith("results.") || measure.path().startsWith("ratios."))) {
        continue;
      }
      boolean deep = top.split("\\.", -1).length > SHOWN_DEPTH && !top.startsWith("configurations");
      (deep ? details : shown).computeIfAbsent(top, any -> new ArrayList<>()).add(measure);
    }
    html.add("<div class=\"tables\">");
    shown.forEach((group, measures) -> tables(html, group, measures));
    html.add("</div>");
    if (!details.isEmpty()) {
      html.add("<details><summary>More figures</summary><div class=\"tables\">");
      details.forEach((group, measures) -> tables(html, group, measures));
      html.add("</div></details>");
    }
  }

  /**
   * What a figure stands beside others in. What several variants have of one name, such as their
   * ratios, is a table of its own with a row for each.
   */
  private static String group(String owner) {
    String parent = Paths.parent(owner);
    return isOfVariant(owner) ? Paths.join(Paths.parent(parent), Paths.last(owner)) : parent;
  }

  private static boolean isOfVariant(String owner) {
    String name = Paths.last(owner);
    return !Paths.parent(owner).isEmpty()
        && (name.equals(STAGES) || name.equals(RATIOS) || name.endsWith(PERCENT));
  }

  private static String row(String owner) {
    return FigureName.text(Paths.last(isOfVariant(owner) ? Paths.parent(owner) : owner));
  }

  /** Figures of such a group have not the unit that their names end with. */
  private static boolean isRelative(String group) {
    String name = Paths.last(group);
    return name.equals(RATIOS) || name.endsWith(PERCENT) || name.matches("[a-z]+To[A-Z].*");
  }

  /** Rows that have no figure in common are no table. */
  private static void tables(Html html, String group, List<Measure> measures) {
    Map<String, Map<String, Measure>> rows = new LinkedHashMap<>();
    for (Measure measure : measures) {
      rows.computeIfAbsent(measure.owner(), any -> new LinkedHashMap<>())
          .put(measure.name(), measure);
    }
    while (!rows.isEmpty()) {
      Set<String> columns = new LinkedHashSet<>();
      Map<String, Map<String, Measure>> table = new LinkedHashMap<>();
      rows.forEach(
          (owner, row) -> {
            if (columns.isEmpty() || !Collections.disjoint(columns, row.keySet())) {
              columns.addAll(row.keySet());
              table.put(owner, row);
            }
          });
      rows.keySet().removeAll(table.keySet());
      table(html, group, columns, table);
    }
  }

  private static void table(
      Html html, String group, Set<String> columns, Map<String, Map<String, Measure>> rows) {
    List<String> heads = new ArrayList<>();
    heads.add("");
    columns.forEach(
        column ->
            heads.add(
                isRelative(group) ? FigureName.withoutUnit(column) : FigureName.text(column)));
    html.add("<div class=\"wide\"><table>");
    html.add(
        "<caption>%s</caption>", group.isEmpty() ? "of the whole run" : FigureName.path(group));
    html.add("<thead>").heads(heads).add("</thead><tbody>");
    rows.forEach(
        (owner, row) -> {
          List<String> cells = new ArrayList<>();
          for (String column : columns) {
            Measure measure = row.get(column);
            cells.add(measure == null ? "" : measure.text());
          }
          html.row(row(owner), cells);
        });
    html.add("</tbody></table></div>");
  }
}
