package org.baton.bench.page;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Bars as high as medians, with a line from the least to the most, and a dot for each round. */
final class BarPanel {
  private static final double FILL = 0.6;
  private static final double HEADROOM = 1.1;
  private static final int DOT = 6;
  private static final Color DOTS = new Color(0x22, 0x22, 0x22, 110);

  private final String title;
  private final List<String> labels = new ArrayList<>();
  private final List<Measure> measures = new ArrayList<>();

  private double limit = Double.NaN;

  BarPanel(String title) {
    this.title = title;
  }

  BarPanel add(String label, Measure measure) {
    labels.add(label);
    measures.add(measure);
    return this;
  }

  /** A level that no bar should pass. */
  BarPanel limit(double value) {
    limit = value;
    return this;
  }

  boolean isEmpty() {
    return measures.isEmpty();
  }

  Panel panel() {
    CategoryChart chart =
        new CategoryChartBuilder().width(Panel.WIDTH).height(Panel.HEIGHT).title(title).build();
    ChartLook.apply(chart.getStyler());
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setOverlapped(true);
    chart.getStyler().setAvailableSpaceFill(FILL);
    double least = measures.stream().mapToDouble(Measure::min).min().orElse(0);
    double most = measures.stream().mapToDouble(Measure::max).max().orElse(1);
    most = Double.isNaN(limit) ? most : Math.max(most, limit);
    chart.getStyler().setYAxisMin(Math.min(0, least * HEADROOM));
    chart.getStyler().setYAxisMax(most > 0 ? most * HEADROOM : 1);
    for (int i = 0; i < measures.size(); i++) {
      chart
          .addSeries("bar " + i, labels, alone(i, measures.get(i).value()))
          .setFillColor(colour(labels.get(i)));
    }
    addDots(chart);
    addSpreads(chart);
    addLimit(chart);
    return new Panel(chart, title + ": " + String.join("; ", texts()));
  }

  /** Where all bars are Baton's they have its colour. */
  private Color colour(String label) {
    return labels.stream().anyMatch(Hue::knows) ? Hue.of(label) : Hue.BATON;
  }

  private void addLimit(CategoryChart chart) {
    if (!Double.isNaN(limit)) {
      CategorySeries series =
          chart.addSeries("limit", labels, Collections.nCopies(labels.size(), limit));
      series.setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Line);
      series.setLineStyle(LinePanel.stroke(true));
      series.setLineColor(Hue.LIMIT);
      series.setMarker(SeriesMarkers.NONE);
    }
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < measures.size(); i++) {
      texts.add(labels.get(i) + " " + measures.get(i).text());
    }
    return texts;
  }

  /** XChart draws error bars of one length up and down, so they stand around the middle. */
  private void addSpreads(CategoryChart chart) {
    if (measures.stream().allMatch(measure -> measure.spread() == null)) {
      return;
    }
    List<Double> middles = new ArrayList<>();
    List<Double> halves = new ArrayList<>();
    for (Measure measure : measures) {
      middles.add((measure.min() + measure.max()) / 2);
      halves.add((measure.max() - measure.min()) / 2);
    }
    CategorySeries series = chart.addSeries("spread", labels, middles, halves);
    series.setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.NONE);
  }

  private void addDots(CategoryChart chart) {
    int rounds = measures.stream().mapToInt(measure -> measure.rounds().size()).max().orElse(0);
    chart.getStyler().setMarkerSize(DOT);
    for (int round = 0; round < rounds; round++) {
      List<@Nullable Double> figures = new ArrayList<>();
      for (Measure measure : measures) {
        figures.add(round < measure.rounds().size() ? measure.rounds().get(round) : null);
      }
      CategorySeries series = chart.addSeries("round " + round, labels, figures);
      series.setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
      series.setMarker(SeriesMarkers.CIRCLE);
      series.setMarkerColor(DOTS);
    }
  }

  private List<@Nullable Double> alone(int index, double value) {
    List<@Nullable Double> figures =
        new ArrayList<>(Collections.<@Nullable Double>nCopies(labels.size(), null));
    figures.set(index, value);
    return figures;
  }
}
