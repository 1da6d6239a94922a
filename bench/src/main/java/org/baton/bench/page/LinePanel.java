package org.baton.bench.page;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines, dots, and limits over an axis. */
final class LinePanel {
  private static final float[] DASH = {7, 5};
  private static final float THICK = 2;
  private static final int DOT = 7;
  private static final int FEW = 12;

  private final String title;
  private final XYChart chart;
  private final List<String> names = new ArrayList<>();
  private double least = Double.MAX_VALUE;
  private double most = -Double.MAX_VALUE;

  LinePanel(String title, String across) {
    this.title = title;
    chart =
        new XYChartBuilder()
            .width(Panel.WIDTH)
            .height(Panel.HEIGHT)
            .title(title)
            .xAxisTitle(across)
            .build();
    ChartLook.apply(chart.getStyler());
    chart.getStyler().setMarkerSize(DOT);
    chart.getStyler().setXAxisTickLabelsFormattingFunction(FigureName::plain);
  }

  /** Both axes by decades, and what stands at those across. */
  LinePanel logarithmic(Function<Double, String> labels) {
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setXAxisTickLabelsFormattingFunction(labels);
    return this;
  }

  LinePanel fromZero() {
    chart.getStyler().setYAxisMin(0.0);
    return this;
  }

  /** A line; dashed ones are told apart without colours. */
  LinePanel line(String name, Points points, Color colour, boolean dashed) {
    XYSeries series = add(name, points, colour);
    series.setLineStyle(stroke(dashed));
    series.setMarker(points.size() <= FEW ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    return this;
  }

  /** Dots that belong to the line of the same colour and kind. */
  LinePanel dots(String name, Points points, Color colour, boolean dashed) {
    XYSeries series = add(name, points, colour);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(dashed ? SeriesMarkers.DIAMOND : SeriesMarkers.CIRCLE);
    series.setShowInLegend(false);
    return this;
  }

  /** A line with what its points spread over. */
  LinePanel line(
      String name, List<Double> across, List<Measure> measures, Color colour, boolean dashed) {
    line(name, new Points(across, measures.stream().map(Measure::value).toList()), colour, dashed);
    XYSeries series =
        chart.addSeries(
            name + ", spread",
            across,
            measures.stream().map(each -> (each.min() + each.max()) / 2).toList(),
            measures.stream().map(each -> (each.max() - each.min()) / 2).toList());
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.NONE);
    series.setShowInLegend(false);
    return this;
  }

  /** A level that should not be passed. */
  LinePanel limit(String name, double value) {
    if (names.isEmpty()) {
      throw new IllegalStateException("a limit needs a line");
    }
    XYSeries series = add(name, new Points(List.of(least, most), List.of(value, value)), Hue.LIMIT);
    series.setLineStyle(stroke(true));
    series.setMarker(SeriesMarkers.NONE);
    return this;
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  Panel panel() {
    return new Panel(chart, title + ": lines of " + String.join(", ", names));
  }

  private XYSeries add(String name, Points points, Color colour) {
    XYSeries series = chart.addSeries(name, points.across(), points.values());
    series.setLineColor(colour);
    series.setMarkerColor(colour);
    names.add(name);
    least =
        Math.min(
            least, points.across().stream().mapToDouble(Double::doubleValue).min().orElse(least));
    most =
        Math.max(
            most, points.across().stream().mapToDouble(Double::doubleValue).max().orElse(most));
    return series;
  }

  static BasicStroke stroke(boolean dashed) {
    return dashed
        ? new BasicStroke(THICK, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASH, 0)
        : new BasicStroke(THICK, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  }
}
