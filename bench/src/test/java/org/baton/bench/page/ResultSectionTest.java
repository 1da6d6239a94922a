package org.baton.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultSectionTest {
  @Test
  void whatAReportSaysIsTextAndNoMarkup() {
    String html =
        section("{'benchmark': '<script>alert(1)</script>', 'environment': {'<b>': '\\\"&<i>'}}");

    assertThat(html).doesNotContain("<script>", "<b>", "<i>");
    assertThat(html).contains("&lt;script&gt;", "&quot;&amp;&lt;i&gt;");
  }

  @Test
  void aBenchmarkThatNobodyKnowsHasItsFigures() {
    String html =
        section(
            "{'benchmark': 'new', 'environment': {'quiet': true}, 'results': {'who':"
                + " {'speedMillis': 7, 'speedMillisSpread': {'min': 6, 'max': 9}}}}");

    assertThat(html).contains("<th scope=\"col\">speed, ms</th>");
    assertThat(html).contains("<th scope=\"row\">who</th><td>7 (6 .. 9)</td>");
    assertThat(html).doesNotContain("targets", "Noise");
  }

  @Test
  void aReportWithoutTheFiguresOfItsBenchmarkSaysWhatToDo() {
    String html = section("{'benchmark': 'lab-qemu', 'environment': {'quiet': {}}}");

    assertThat(html).contains("No picture", "Run its benchmark again");
    assertThat(html).contains("no &#39;baton.reinit.downtimeMillis&#39;", "not measured");
  }

  @Test
  void outcomesStandInWords() {
    String html =
        section("{'benchmark': 'ack', 'ratios': {'p50': 1.2, 'p99': 1.9}, 'environment': {}}");

    assertThat(html).contains("✓ met", "✗ missed");
  }

  @Test
  void aBusyMachineIsAWarning() {
    assertThat(
            section(
                "{'benchmark': 'x', 'environment': {'quiet': false, 'busyBeforePercent': 94.4}}"))
        .contains("class=\"warning\"", "94.4 %");
  }

  @Test
  void roundsThatOthersDisturbedAreAWarning() {
    assertThat(
            section(
                "{'benchmark': 'x', 'environment': {'quiet': true}, 'a': {'rounds':"
                    + " [{'hostBusyElsewherePercent': 61}]}}"))
        .contains("up to 61 %");
    assertThat(
            section(
                "{'benchmark': 'x', 'environment': {'host': 'Linux, 2 CPUs, some'}, 'a': {'rounds':"
                    + " [{'hostLoad': '5.25 1.00 0.50'}]}}"))
        .contains("up to 5.25, with 2 processors");
  }

  @Test
  void aReportThatDoesNotSayWhereItRanIsAWarning() {
    assertThat(section("{'benchmark': 'x'}")).contains("does not say where it ran");
  }

  @Test
  void addressesAreNoMarkupAndNoFragment() {
    assertThat(Html.address("a b#c?.json")).isEqualTo("a%20b%23c%3F.json");
  }

  private static String section(String json) {
    Html html = new Html();
    new ResultSection(Reports.of(json)).write(html, null, "");
    return html.toString();
  }
}
