package org.baton.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lays out what was found on a machine. */
final class FindingsReport {
  private FindingsReport() {}

  /**
   * For people: a paragraph per section, a line per finding, and below what is missing its mend.
   */
  static List<String> text(List<Finding> findings) {
    List<String> lines = new ArrayList<>();
    sections(findings)
        .forEach(
            (section, members) -> {
              if (!lines.isEmpty()) {
                lines.add("");
              }
              lines.add(section);
              int width = members.stream().mapToInt(f -> f.name().length()).max().orElse(0);
              for (Finding finding : members) {
                String name = finding.name() + " ".repeat(width - finding.name().length());
                lines.add(
                    ("  "
                            + (finding.available() ? "yes" : "no ")
                            + "  "
                            + name
                            + "  "
                            + finding.value())
                        .stripTrailing());
                if (!finding.mend().isEmpty()) {
                  lines.add("         mend: " + finding.mend());
                }
              }
            });
    return lines;
  }

  /** For machines: an array per section. */
  static String json(List<Finding> findings) {
    JsonWriter json = new JsonWriter();
    json.beginObject().field("version", Version.text());
    sections(findings)
        .forEach(
            (section, members) -> {
              json.beginArray(section);
              for (Finding finding : members) {
                json.beginObject().field("name", finding.name());
                json.field("available", finding.available());
                json.field("value", finding.value());
                json.field("mend", finding.mend()).end();
              }
              json.end();
            });
    return json.end().toString();
  }

  private static Map<String, List<Finding>> sections(List<Finding> findings) {
    Map<String, List<Finding>> sections = new LinkedHashMap<>();
    for (Finding finding : findings) {
      sections.computeIfAbsent(finding.section(), section -> new ArrayList<>()).add(finding);
    }
    return sections;
  }
}
