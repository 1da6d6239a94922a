package org.baton.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTablesTest {
  @Test
  void ratiosOfVariantsAreATableOfTheirOwn() {
    String html =
        tables(
            "{'benchmark': 'x', 'variants': {'idle': {'baton': {'p50Micros': 5}, 'ratios':"
                + " {'p50': 1.5}}, 'load': {'ratios': {'p50': 2.5}}}}");

    assertThat(html).contains("<caption>variants: ratios</caption>");
    assertThat(html).contains("<th scope=\"row\">idle</th><td>1.5</td>");
    assertThat(html).contains("<th scope=\"row\">load</th><td>2.5</td>");
  }

  @Test
  void relativeFiguresHaveNoUnit() {
    String html =
        tables(
            "{'benchmark': 'x', 'baton': {'reinit': {'downtimeMillis': 5}, 'reductionPercent':"
                + " {'totalMillis': 43}}, 'batonToQemu': {'reinit': {'pausedMillis': 0.5}}}");

    assertThat(html).contains("downtime, ms", "<th scope=\"col\">total</th>");
    assertThat(html).contains("<caption>reduction, %</caption>", "<th scope=\"col\">paused</th>");
  }

  @Test
  void rowsWithNothingInCommonAreTwoTables() {
    String html = tables("{'benchmark': 'x', 'a': {'b': {'xMillis': 1}, 'c': {'yMillis': 2}}}");

    assertThat(html.split("<caption>a</caption>", -1)).hasSize(3);
  }

  @Test
  void whatStandsInAConfigurationIsNotShownTwice() {
    String results = "'results': {'baton': {'speedMillis': %d}}";
    String html =
        tables(
            "{'benchmark': 'datapath', %s, 'configurations': {'tcp-1': {%s}}}"
                .formatted(results.formatted(7), results.formatted(8)));

    assertThat(html).contains("<td>8</td>").doesNotContain("<td>7</td>");
  }

  private static String tables(String json) {
    Html html = new Html();
    FigureTables.write(html, Reports.of(json));
    return html.toString();
  }
}
