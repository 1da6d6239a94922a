package org.baton.bench.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Text of a page, in which what reports say is text and no markup. */
final class Html {
  private final StringBuilder text = new StringBuilder();

  /** What means the same in text and in attributes. */
  static String escape(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** A name as a relative address. */
  static String address(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Markup, as it is; its arguments are escaped. */
  Html add(String markup, Object... plain) {
    Object[] escaped = new Object[plain.length];
    for (int i = 0; i < plain.length; i++) {
      escaped[i] = escape(String.valueOf(plain[i]));
    }
    text.append(plain.length == 0 ? markup : markup.formatted(escaped)).append('\n');
    return this;
  }

  /** A row whose first cell heads it. */
  Html row(String head, List<String> cells) {
    text.append("<tr><th scope=\"row\">").append(escape(head)).append("</th>");
    cells.forEach(cell -> text.append("<td>").append(escape(cell)).append("</td>"));
    text.append("</tr>\n");
    return this;
  }

  /** A row of heads. */
  Html heads(List<String> heads) {
    text.append("<tr>");
    heads.forEach(head -> text.append("<th scope=\"col\">").append(escape(head)).append("</th>"));
    text.append("</tr>\n");
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
