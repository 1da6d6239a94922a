package org.baton.bench.page;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Bars of parts that lie on each other. */
final class StackPanel {
  private static final double FILL = 0.6;

  private final String title;
  private final List<String> labels;
  private final Map<String, double[]> parts = new LinkedHashMap<>();

  StackPanel(String title, List<String> labels) {
    this.title = title;
    this.labels = List.copyOf(labels);
  }

  void add(String part, int bar, double value) {
    parts.computeIfAbsent(part, any -> new double[labels.size()])[bar] = value;
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  Panel panel() {
    CategoryChart chart =
        new CategoryChartBuilder().width(Panel.WIDTH).height(Panel.HEIGHT).title(title).build();
    ChartLook.apply(chart.getStyler());
    chart.getStyler().setStacked(true);
    chart.getStyler().setAvailableSpaceFill(FILL);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setLegendLayout(LegendLayout.Vertical);
    chart.getStyler().setYAxisMin(0.0);
    StringBuilder says = new StringBuilder(title).append(':');
    int number = 0;
    for (Map.Entry<String, double[]> part : parts.entrySet()) {
      List<Double> heights = Arrays.stream(part.getValue()).boxed().toList();
      chart
          .addSeries(FigureName.words(part.getKey()), labels, heights)
          .setFillColor(Hue.number(number++));
      for (int bar = 0; bar < labels.size(); bar++) {
        says.append(' ')
            .append(labels.get(bar))
            .append(' ')
            .append(FigureName.words(part.getKey()))
            .append(' ')
            .append(FigureName.plain(heights.get(bar)))
            .append(';');
      }
    }
    return new Panel(chart, says.toString());
  }
}
